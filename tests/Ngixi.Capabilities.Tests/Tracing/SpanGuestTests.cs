using System.Diagnostics;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities.Tests.Support;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Ngixi.Capabilities.Tests.Tracing;

/// <summary>The spans of guests in each language are activities of the host.</summary>
[Collection(nameof(ListeningTests))]
public sealed class SpanGuestTests : IDisposable
{
    private readonly Spans spans = new();
    private readonly Linker linker = new(RawGuest.Engine);

    public void Dispose()
    {
        linker.Dispose();
        spans.Dispose();
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void Spans_nest_and_have_attributes_events_links_and_a_status(GuestLanguage language)
    {
        using CapabilityGuest guest = Start(language);
        guest.Run("work");
        Assert.Same(spans.Root, Activity.Current);
        Assert.Equal(["payment", "order"], spans.Ended.Select(activity => activity.OperationName));
        Activity order = spans.Single("order");
        Activity payment = spans.Single("payment");
        Assert.Equal(spans.Root.SpanId, order.ParentSpanId);
        Assert.Equal(order.SpanId, payment.ParentSpanId);
        Assert.False(payment.HasRemoteParent);
        Assert.Equal(["wasm.module=billing", "guest.id=7", "guest.customer=Ada"], Tags(order));
        Assert.Equal(ActivityStatusCode.Unset, order.Status);
        Assert.Equal(ActivityStatusCode.Error, payment.Status);
        Assert.Equal("no money", payment.StatusDescription);
        Assert.Equal(["declined", "gave up"], payment.Events.Select(item => item.Name));
        Assert.Equal("guest.attempt=1", Assert.Single(payment.Events.First().Tags.Select(tag => $"{tag.Key}={tag.Value}")));
        Assert.Equal(order.Context, Assert.Single(payment.Links).Context);
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void Spans_end_in_any_order_and_the_parent_is_the_latest_that_is_open(GuestLanguage language)
    {
        using CapabilityGuest guest = Start(language);
        guest.Run("outOfOrder");
        Assert.Equal(["first", "second", "third"], spans.Ended.Select(activity => activity.OperationName));
        Assert.Equal(spans.Single("first").SpanId, spans.Single("second").ParentSpanId);
        Assert.Equal(spans.Single("second").SpanId, spans.Single("third").ParentSpanId);
        Assert.Same(spans.Root, Activity.Current);
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void A_span_may_last_for_several_calls(GuestLanguage language)
    {
        using CapabilityGuest guest = Start(language);
        guest.Run("keep");
        Assert.Empty(spans.Ended);
        Assert.Same(spans.Root, Activity.Current);
        guest.Run("work");
        Assert.Equal(["payment", "order"], spans.Ended.Select(activity => activity.OperationName));
        guest.Run("endKept");
        Assert.Equal(spans.Single("kept").SpanId, spans.Single("order").ParentSpanId);
        WasmtimeException twice = Assert.ThrowsAny<WasmtimeException>(() => guest.Run("endKept"));
        Assert.Equal("0 is not a handle", Assert.IsType<WasmImportException>(twice.InnerException).Reason);
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void A_span_that_is_open_when_the_store_goes_is_ended_and_marked(GuestLanguage language)
    {
        using (CapabilityGuest guest = Start(language))
        {
            guest.Run("leave");
            Assert.Empty(spans.Ended);
        }

        AssertAbandoned(spans.Single("left open"));
        Assert.Same(spans.Root, Activity.Current);
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void Spans_of_an_instance_that_trapped_are_ended_and_marked(GuestLanguage language)
    {
        using (CapabilityGuest guest = Start(language))
        {
            Assert.Throws<TrapException>(() => guest.Run("trap"));
            Assert.Same(spans.Root, Activity.Current);
        }

        Assert.Equal(["inner", "outer"], spans.Ended.Select(activity => activity.OperationName));
        Assert.All(spans.Ended, AssertAbandoned);
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void Spans_beyond_those_that_may_be_open_are_not_recorded_and_counted(GuestLanguage language)
    {
        using (CapabilityGuest guest = Start(language, new TraceGrant { MaxOpenSpans = 5, MaxDepth = 100 }))
        {
            guest.Run("flood", 100);
        }

        Assert.Equal(5, spans.Ended.Count);
        Assert.Equal(95, spans.Ended[0].GetTagItem("ngixi.dropped_spans"));
        Assert.All(spans.Ended.Skip(1), activity => Assert.Null(activity.GetTagItem("ngixi.dropped_spans")));
    }

    [Fact]
    public void A_flood_of_spans_ends_at_the_handles_of_the_instance()
    {
        using CapabilityGuest guest = Start(GuestLanguage.C);
        WasmtimeException exception = Assert.ThrowsAny<WasmtimeException>(() => guest.Run("flood", 100_000));
        Assert.True(Assert.IsType<WasmImportException>(exception.InnerException).IsBadArgument);
        guest.Dispose();
        Assert.Equal(32, spans.Ended.Count);
    }

    [Fact]
    public void OpenTelemetry_exports_the_spans_of_a_guest_under_those_of_the_host()
    {
        List<Activity> exported = [];
        using TracerProvider provider = Sdk.CreateTracerProviderBuilder()
            .AddSource(CapabilityTelemetry.Name)
            .AddInMemoryExporter(exported)
            .Build();
        using CapabilityGuest guest = Start(GuestLanguage.AssemblyScript);
        guest.Run("work");
        provider.ForceFlush();
        Activity[] ours = [.. exported.Where(activity => activity.TraceId == spans.Root.TraceId)];
        Assert.Equal(["payment", "order"], ours.Select(activity => activity.DisplayName));
        Assert.Equal(spans.Root.SpanId, ours[1].ParentSpanId);
        Assert.Equal(ours[1].SpanId, ours[0].ParentSpanId);
    }

    [Fact]
    public void Without_a_listener_a_guest_has_spans_that_nobody_records()
    {
        spans.StopListening();
        GuestContext? context = null;
        using CapabilityGuest guest = Start(GuestLanguage.C, found: instance => context = instance);
        guest.Run("work");
        guest.Run("outOfOrder");
        guest.Run("keep");
        Assert.Null(GuestTrace.Of(context!).Current);
        guest.Run("endKept");
        Assert.Empty(spans.Ended);
    }

    private static void AssertAbandoned(Activity activity)
    {
        Assert.Equal(ActivityStatusCode.Error, activity.Status);
        Assert.Equal(true, activity.GetTagItem("ngixi.abandoned"));
        Assert.True(activity.IsStopped);
    }

    private static IEnumerable<string> Tags(Activity activity) => activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}");

    private CapabilityGuest Start(GuestLanguage language, TraceGrant? grant = null, Action<GuestContext>? found = null)
    {
        GuestTracing tracing = new("billing", grant);
        linker.DefineTracing(context =>
        {
            found?.Invoke(context);
            return tracing.ForInstance(context);
        });
        linker.DefineAssemblyScript(new AssemblyScriptOptions());
        return CapabilityGuest.Start("tracing", language, linker);
    }
}
