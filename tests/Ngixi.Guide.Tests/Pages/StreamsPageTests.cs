using System.Collections.Concurrent;
using System.Text;
using Ngixi.Capabilities;
using Ngixi.Guide.Tests.Events;
using Ngixi.Guide.Tests.Streams;
using Ngixi.Guide.Tests.Support;
using Ngixi.Hosting;

namespace Ngixi.Guide.Tests.Pages;

/// <summary>The scenarios of docs/guide/streams-and-events.md.</summary>
public sealed class StreamsPageTests
{
    private readonly CancellationToken stopping = CancellationToken.None;

    [Fact]
    public async Task A_guest_converts_a_body_that_is_larger_than_its_memory()
    {
        using MemoryStream body = new(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a line of text\n", 200_000))));
        using MemoryStream reply = new();
        Transfers transfers = new();
        GuestEngineOptions options = new();
        options.Capabilities.Add(
            Capability.Of<ITransfers>("transfers", static (linker, create) => linker.DefineTransfers(create), _ => transfers));
        using GuestEngine engine = new(options);
        using GuestModule module = engine.Load(GuideGuests.ManifestOf("converter"));
        using GuestPool pool = module.CreatePool();

        #region convert
        Guid transfer = transfers.Add(body, reply);
        CallResult<long> call = await pool.CallAsync(guest => guest.Instance.GetConverter().Convert(transfer));
        #endregion

        Assert.Equal(3_000_000, call.Value);
        Assert.Equal(3_000_000, reply.ToArray().Length);
        Assert.StartsWith("A LINE OF TEXT\n", Encoding.ASCII.GetString(reply.ToArray()), StringComparison.Ordinal);
        Assert.InRange(call.Usage.MemoryBytes, 1, 1024 * 1024);
    }

    [Fact]
    public async Task A_guest_handles_events_and_publishes_others()
    {
        #region topics
        MemoryEventStore events = new();
        foreach (string topic in new[] { "orders", "invoices" })
        {
            await events.OpenTopicAsync(new EventTopic(topic), stopping);
        }

        await events.OpenGroupAsync("orders", new EventGroup("billing"), stopping);
        await events.OpenGroupAsync("invoices", new EventGroup("mail"), stopping);
        GuestEngineOptions options = new() { EventStores = { ["default"] = events } };
        #endregion

        using GuestEngine engine = new(options);
        using GuestModule module = engine.Load(GuideGuests.ManifestOf("billing"));
        using GuestPool pool = module.CreatePool();

        #region publish
        foreach (string order in new[] { "order 1", "order 2", "order 3" })
        {
            await events.PublishAsync("orders", new NewEvent(Encoding.UTF8.GetBytes(order)), stopping);
        }

        CallResult<int> drained = await pool.CallAsync(guest => guest.Instance.GetBilling().Drain(), cancellation: stopping);
        EventBatch invoices = await events.TakeAsync("invoices", "mail", maxEvents: 100, maxBytes: 1_000_000, stopping);
        #endregion

        Assert.Equal(3, drained.Value);
        Assert.Equal(
            ["invoice of order 1", "invoice of order 2", "invoice of order 3"],
            invoices.Events.Cast<TakenEvent.Event>().Select(taken => Encoding.UTF8.GetString(taken.Payload.Span)));
    }

    #region transfers
    private sealed class Transfers : ITransfers
    {
        private readonly ConcurrentDictionary<Guid, (Stream Body, Stream Reply)> transfers = new();

        public Guid Add(Stream body, Stream reply)
        {
            Guid transfer = Guid.NewGuid();
            transfers[transfer] = (body, reply);
            return transfer;
        }

        public IBody OpenBody(Guid transfer) => new Body(transfers[transfer].Body);

        public IReply OpenReply(Guid transfer) => new Reply(transfers[transfer].Reply);

        private sealed class Body(Stream stream) : IBody
        {
            public int Read(Span<byte> buffer) => stream.Read(buffer);

            public void Dispose() => stream.Dispose();
        }

        private sealed class Reply(Stream stream) : IReply
        {
            public void Write(ReadOnlySpan<byte> piece) => stream.Write(piece);

            public void Dispose() => stream.Flush();
        }
    }
    #endregion
}
