using System.Text;
using System.Threading.Channels;
using Quickstart.Contracts;

namespace Quickstart.Capabilities;

/// <summary>A bounded queue of events. When it is full, adding fails, and the host knows.</summary>
internal sealed class EventQueue(int capacity) : IEvents
{
    private readonly Channel<byte[]> events = Channel.CreateBounded<byte[]>(capacity);

    public bool TryAdd(string item) => events.Writer.TryWrite(Encoding.UTF8.GetBytes(item));

    public int Next(Span<byte> buffer)
    {
        if (!events.Reader.TryPeek(out byte[]? next))
        {
            return 0;
        }

        if (next.Length > buffer.Length)
        {
            return -next.Length;
        }

        events.Reader.TryRead(out _);
        next.CopyTo(buffer);
        return next.Length;
    }
}
