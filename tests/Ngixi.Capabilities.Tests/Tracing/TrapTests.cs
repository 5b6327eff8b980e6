using System.Diagnostics;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.Tracing;

/// <summary>Spans of a guest that traps end at the trap where an observer looks, and else with the store.</summary>
public sealed class TrapTests : IDisposable
{
    private const string Guest =
        """
        (module
          (import "env" "span_begin" (func $begin (param i32 i32) (result i32)))
          (memory (export "memory") 1)
          (data (i32.const 0) "outerinner")
          (func (export "begin") (drop (call $begin (i32.const 0) (i32.const 5))))
          (func (export "trap") (drop (call $begin (i32.const 5) (i32.const 5))) unreachable))
        """;

    private readonly Spans spans = new();
    private readonly Linker linker = new(RawGuest.Engine);
    private readonly Store store = new(RawGuest.Engine);

    public TrapTests() => linker.DefineTracing(new GuestTracing("billing").ForInstance);

    public void Dispose()
    {
        store.Dispose();
        linker.Dispose();
        spans.Dispose();
    }

    [Fact]
    public void With_an_observer_spans_end_at_the_trap()
    {
        store.SetGuestOptions(new GuestOptions { Observers = [new TraceObserver()] });
        IWork work = Start();
        work.Begin();
        Assert.Empty(spans.Ended);
        Assert.ThrowsAny<Exception>(work.Trap);
        AssertTrapped();
        store.Dispose();
        Assert.Equal(2, spans.Ended.Count);
    }

    [Fact]
    public void Without_one_they_end_with_the_store_and_say_the_same()
    {
        IWork work = Start();
        work.Begin();
        Assert.ThrowsAny<Exception>(work.Trap);
        Assert.Empty(spans.Ended);
        store.Dispose();
        AssertTrapped();
    }

    [Fact]
    public void A_guest_without_a_span_may_trap_before_an_observer()
    {
        store.SetGuestOptions(new GuestOptions { Observers = [new TraceObserver()] });
        using Module module = Module.FromText(
            RawGuest.Engine,
            "guest",
            """(module (memory (export "memory") 1) (func (export "begin")) (func (export "trap") unreachable))""");
        IWork work = linker.Instantiate(store, module).GetWork();
        Assert.ThrowsAny<Exception>(work.Trap);
        Assert.Empty(spans.Ended);
    }

    private void AssertTrapped()
    {
        Assert.Equal(["inner", "outer"], spans.Ended.Select(activity => activity.OperationName));
        Assert.All(spans.Ended, activity =>
        {
            Assert.Equal("The guest trapped.", activity.StatusDescription);
            Assert.Equal(ActivityStatusCode.Error, activity.Status);
            Assert.Equal(true, activity.GetTagItem("ngixi.abandoned"));
        });
        Assert.Same(spans.Root, Activity.Current);
    }

    private IWork Start()
    {
        using Module module = Module.FromText(RawGuest.Engine, "guest", Guest);
        return linker.Instantiate(store, module).GetWork();
    }
}
