using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>Calls have deadlines and tokens of their own, and instances share objects between capabilities.</summary>
public sealed class CallScopeTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly Linker linker = new(RawGuest.Engine);
    private readonly Store store = new(RawGuest.Engine);
    private readonly RawGuest guest;
    private GuestContext? context;

    public CallScopeTests()
    {
        linker.DefineTypes(made =>
        {
            context = made;
            return new EchoTypes();
        });
        guest = RawGuest.CreateIn(store, linker, "types.int32 (i32) -> i32");
        guest.Call("int32", 1);
    }

    public void Dispose()
    {
        store.Dispose();
        linker.Dispose();
    }

    [Fact]
    public void Without_a_call_there_is_no_deadline()
    {
        Assert.Equal(Timeout.InfiniteTimeSpan, context!.TimeLeft);
        Assert.False(context.Cancellation.CanBeCanceled);
    }

    [Fact]
    public void Each_call_has_a_number_of_its_own()
    {
        long before = context!.CallNumber;
        using (store.BeginCall(Timeout.InfiniteTimeSpan))
        {
            Assert.Equal(before + 1, context.CallNumber);
            using GuestCallScope inner = store.BeginCall(Timeout.InfiniteTimeSpan);
            Assert.Equal(before + 1, context.CallNumber);
        }

        using GuestCallScope next = store.BeginCall(Timeout.InfiniteTimeSpan);
        Assert.Equal(before + 2, context.CallNumber);
    }

    [Fact]
    public void What_is_disposed_with_the_store_can_tell_that_it_goes()
    {
        bool? wasDisposed = null;
        context!.RegisterForDispose(new Disposing(() => wasDisposed = context.IsDisposed));
        Assert.False(context.IsDisposed);
        store.Dispose();
        Assert.True(wasDisposed);
    }

    [Fact]
    public void A_call_is_cancelled_at_its_deadline()
    {
        using GuestCallScope call = store.BeginCall(TimeSpan.FromSeconds(10), time);
        CancellationToken token = context!.Cancellation;
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(TimeSpan.FromSeconds(6), context.TimeLeft);
        Assert.False(token.IsCancellationRequested);
        time.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(TimeSpan.Zero, context.TimeLeft);
        Assert.True(token.IsCancellationRequested);
    }

    [Fact]
    public void The_next_call_has_a_token_of_its_own()
    {
        using (store.BeginCall(TimeSpan.FromSeconds(1), time))
        {
            time.Advance(TimeSpan.FromSeconds(2));
            Assert.True(context!.Cancellation.IsCancellationRequested);
        }

        Assert.False(context.Cancellation.IsCancellationRequested);
        using GuestCallScope next = store.BeginCall(TimeSpan.FromSeconds(1), time);
        Assert.False(context.Cancellation.IsCancellationRequested);
        Assert.Equal(TimeSpan.FromSeconds(1), context.TimeLeft);
    }

    [Fact]
    public void A_call_in_a_call_ends_no_later_than_the_outer_one()
    {
        using GuestCallScope outer = store.BeginCall(TimeSpan.FromSeconds(3), time);
        using (store.BeginCall(TimeSpan.FromSeconds(10), time))
        {
            Assert.Equal(TimeSpan.FromSeconds(3), context!.TimeLeft);
            time.Advance(TimeSpan.FromSeconds(3));
            Assert.True(context.Cancellation.IsCancellationRequested);
        }

        Assert.True(context.Cancellation.IsCancellationRequested);
    }

    [Fact]
    public void A_call_without_a_time_has_that_of_the_outer_one()
    {
        using GuestCallScope outer = store.BeginCall(TimeSpan.FromSeconds(3), time);
        using GuestCallScope inner = store.BeginCall(Timeout.InfiniteTimeSpan, time);
        Assert.Equal(TimeSpan.FromSeconds(3), inner.TimeLeft);
    }

    [Fact]
    public void The_token_of_the_caller_and_of_the_options_cancel_a_call()
    {
        using CancellationTokenSource caller = new();
        using CancellationTokenSource options = new();
        store.SetGuestOptions(new GuestOptions { Cancellation = options.Token });
        using (store.BeginCall(Timeout.InfiniteTimeSpan, cancellation: caller.Token))
        {
            caller.Cancel();
            Assert.True(context!.Cancellation.IsCancellationRequested);
        }

        Assert.False(context.Cancellation.IsCancellationRequested);
        using GuestCallScope second = store.BeginCall(Timeout.InfiniteTimeSpan);
        options.Cancel();
        Assert.True(context.Cancellation.IsCancellationRequested);
    }

    [Fact]
    public void Calls_that_are_disposed_in_the_wrong_order_leave_nothing()
    {
        GuestCallScope outer = store.BeginCall(TimeSpan.FromSeconds(3), time);
        GuestCallScope inner = store.BeginCall(TimeSpan.FromSeconds(2), time);
        outer.Dispose();
        Assert.Equal(TimeSpan.FromSeconds(2), context!.TimeLeft);
        inner.Dispose();
        inner.Dispose();
        Assert.Equal(Timeout.InfiniteTimeSpan, context.TimeLeft);
    }

    [Fact]
    public void A_feature_is_one_object_for_an_instance_and_disposed_with_its_store()
    {
        Counted feature = context!.Feature<Counted>();
        Assert.Same(feature, context.Feature<Counted>());
        Assert.Same(feature, context.Feature(_ => new Counted()));
        GuestContext first = context;
        using Store other = new(RawGuest.Engine);
        RawGuest.CreateIn(other, linker, "types.int32 (i32) -> i32").Call("int32", 1);
        Assert.NotSame(first, context);
        Assert.NotSame(feature, context.Feature<Counted>());
        Assert.Equal(0, feature.Disposals);
        store.Dispose();
        Assert.Equal(1, feature.Disposals);
        Assert.Throws<ObjectDisposedException>(first.Feature<Counted>);
    }

    [Fact]
    public void A_feature_that_asks_for_itself_while_it_is_made_is_told_so_and_can_be_made_after()
    {
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() =>
            context!.Feature(made => made.Feature<Counted>(_ => made.Feature<Counted>())));
        Assert.Contains("asks for it", exception.Message, StringComparison.Ordinal);
        Assert.NotNull(context!.Feature<Counted>());
        Assert.Throws<InvalidOperationException>(() => context.Feature<object>(_ => null!));
    }

    [Fact]
    public void A_trap_is_known_to_the_context()
    {
        Assert.False(context!.HasTrapped);
        using RawGuest bad = RawGuest.CreateIn(store, linker, "types.text (i32 i32 i32) -> i32");
        GuestContext first = context;
        Assert.ThrowsAny<WasmtimeException>(() => bad.Call("text", -1, 100, 0));
        Assert.True(context.HasTrapped);
        Assert.False(first.HasTrapped);
    }

    private sealed class Disposing(Action action) : IDisposable
    {
        public void Dispose() => action();
    }

    private sealed class Counted : IDisposable
    {
        public int Disposals { get; private set; }

        public void Dispose() => Disposals++;
    }
}
