using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.Events;

/// <summary>Traces lead from who publishes to who takes, and what is lost is counted.</summary>
[Collection(nameof(ListeningTests))]
public sealed class EventTelemetryTests : IDisposable
{
    private readonly Spans spans = new();

    public void Dispose() => spans.Dispose();

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void A_publication_is_a_span_and_the_event_carries_it(GuestLanguage language)
    {
        using EventGuest guest = new(language);
        guest.Run("tell");
        EventBatch batch = EventGuest.Done(guest.Store.TakeAsync("out", "billing", 10, 1_000, CancellationToken.None));
        Activity[] published = [.. spans.Ended.Where(span => span.OperationName == "publish")];
        Assert.Equal(2, published.Length);
        Assert.Equal(published.Select(span => span.Id), batch.Events.Select(item => ((TakenEvent.Event)item).TraceParent));
        Assert.All(published, span =>
        {
            Assert.Equal(ActivityKind.Producer, span.Kind);
            Assert.Equal("out", span.GetTagItem("messaging.destination.name"));
            Assert.Equal("billing", span.GetTagItem("wasm.module"));
            Assert.Equal(spans.Root.SpanId, span.ParentSpanId);
            Assert.Equal(ActivityStatusCode.Unset, span.Status);
        });
        Assert.Same(spans.Root, Activity.Current);
    }

    [Fact]
    public void A_publication_that_fails_is_marked()
    {
        EventTopic small = new("in") { MaxEvents = 1, Overflow = EventOverflow.Block };
        using EventGuest guest = new(GuestLanguage.C, grant => grant with { PublishTo = ["in"], Subscriptions = ["in"] }, small);
        guest.Run("tellItself");
        Assert.Equal(
            [ActivityStatusCode.Unset, ActivityStatusCode.Error, ActivityStatusCode.Error],
            spans.Ended.Where(span => span.OperationName == "publish").Select(span => span.Status));
    }

    [Theory]
    [InlineData("drain")]
    [InlineData("takeAll")]
    [InlineData("readRing")]
    public void What_is_lost_is_counted_with_its_module(string way)
    {
        using MetricCollector<long> lost = new(null, CapabilityTelemetry.Name, "ngixi.event.lost");
        EventSubscription subscription = new("in") { Group = "billing" };
        using EventGuest guest = new(
            GuestLanguage.C,
            grant => grant with { Subscriptions = [subscription] },
            new EventTopic("in") { MaxEvents = 2 },
            module: $"lossy.{way}");
        guest.Publish("in", "a", "b", "c", "d", "e");
        guest.Run(way);
        Assert.Equal(3, lost.GetMeasurementSnapshot().Where(one => Equals(one.Tags["wasm.module"], $"lossy.{way}")).Sum(one => one.Value));
        Assert.Equal(0, guest.Kept("in"));
    }
}
