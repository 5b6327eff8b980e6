using System.Text;
using Ngixi.Capabilities;

namespace Ngixi.Benchmarks.Contract;

/// <content>Events, of which the guest uses one method.</content>
internal sealed partial class QuickstartHost : IEvents
{
    private const string NoEvents = "The quickstart's guest uses next_event alone.";

    private readonly Queue<byte[]> events = new([
        .. new[] { "the kettle boils", "the door opens", "the address is http://127.0.0.1/" }.Select(Encoding.UTF8.GetBytes),
    ]);

    public int Next(Span<byte> buffer, CancellationToken cancellationToken)
    {
        Calls++;
        if (!events.TryPeek(out byte[]? next))
        {
            return 0;
        }

        if (next.Length > buffer.Length)
        {
            return -next.Length;
        }

        events.Dequeue().CopyTo(buffer);
        return next.Length;
    }

    public ValueTask<IReadOnlyList<EventRecord>> TakeAsync(
        int maxEvents, int maxBytes, TimeSpan wait, CancellationToken cancellationToken) => throw new NotSupportedException(NoEvents);

    public ValueTask<int> AckAsync(IReadOnlyList<uint> deliveries, CancellationToken cancellationToken) =>
        throw new NotSupportedException(NoEvents);

    public ValueTask RetryAsync(uint delivery, TimeSpan after, string reason, CancellationToken cancellationToken) =>
        throw new NotSupportedException(NoEvents);

    public ValueTask RejectAsync(uint delivery, string reason, CancellationToken cancellationToken) =>
        throw new NotSupportedException(NoEvents);

    public ValueTask<ulong> PublishAsync(string topic, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) =>
        throw new NotSupportedException(NoEvents);

    public int Fill(Span<byte> ring, CancellationToken cancellationToken) => throw new NotSupportedException(NoEvents);
}
