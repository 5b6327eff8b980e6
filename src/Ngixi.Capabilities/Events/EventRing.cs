using System.Numerics;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Ngixi.Capabilities;

/// <summary>
/// The ring of a guest: it owns the memory, the host fills it during a call, and the guest reads it without one. Its layout is in
/// docs/capabilities/events.md. Nothing in it is believed but the guest's own read index, which only says what the guest has read.
/// </summary>
internal sealed class EventRing
{
    public const int HeaderBytes = 16;
    public const int RecordBytes = 32;

    /// <summary>The most bytes that a record has beside its payload.</summary>
    public const int MostOverhead = RecordBytes + Alignment - 1;

    private const int Alignment = 8;
    private const int MinBytes = 64;
    private const int WriteIndex = 4;
    private const int Needed = 8;

    private readonly Queue<(uint End, uint Delivery)> unread = [];
    private uint write;

    private enum Kind
    {
        /// <summary>Nothing more up to the end of the ring; the next record is at its beginning.</summary>
        Skip = 0,
        Event = 1,
        Loss = 2,
    }

    /// <summary>Gets the bytes of a record.</summary>
    public static int SizeOf(int payloadBytes) => (RecordBytes + payloadBytes + Alignment - 1) & -Alignment;

    /// <summary>Checks the ring's header, and finds out what the guest has read since the last time.</summary>
    /// <param name="ring">The ring.</param>
    /// <param name="read">The deliveries that it has read.</param>
    /// <returns>Where there is space for records.</returns>
    /// <exception cref="ArgumentException">The ring is out of order.</exception>
    public Space Begin(ReadOnlySpan<byte> ring, out IReadOnlyList<uint> read)
    {
        int capacity = ring.Length - HeaderBytes;
        if (capacity < MinBytes || !BitOperations.IsPow2(capacity))
        {
            throw Refused($"It has {ring.Length} bytes, which are no header of {HeaderBytes} and a power of two, at least {MinBytes}");
        }

        (uint from, uint to) = (ReadUInt32LittleEndian(ring), ReadUInt32LittleEndian(ring[WriteIndex..]));
        if (to - from > capacity)
        {
            throw Refused($"Its indices {from} and {to} are more than {capacity} apart");
        }

        if (unread.Count == 0 ? to != from || to % Alignment != 0 : to != write)
        {
            throw Refused($"The host did not write up to {to}");
        }

        List<uint> done = new(unread.Count);
        while (unread.TryPeek(out (uint End, uint Delivery) oldest) && to - oldest.End >= to - from)
        {
            done.Add(unread.Dequeue().Delivery);
        }

        read = done;
        write = to;
        return Space.Between(from, to, (uint)capacity);
    }

    /// <summary>Writes what was taken for the space, and then the index that tells the guest.</summary>
    /// <returns>How many records there are more.</returns>
    public int End(Span<byte> ring, Space space, TakenEvents taken)
    {
        Span<byte> data = ring[HeaderBytes..];
        uint mask = (uint)data.Length - 1;
        if (space.IsWhole)
        {
            // An empty ring begins at its beginning: an event may be as large as the ring.
            write = space.Start;
            WriteUInt32LittleEndian(ring, write);
        }

        if (taken.Events.Length > 0 && space.Start != write)
        {
            Span<byte> rest = data[(int)(write & mask)..];
            WriteHead(rest, rest.Length - Alignment, Kind.Skip);
            write = space.Start;
        }

        foreach (GivenEvent given in taken.Events)
        {
            Write(data[(int)(write & mask)..], given);
            write += (uint)SizeOf(given.PayloadBytes);
            unread.Enqueue((write, given.Delivery));
        }

        WriteUInt32LittleEndian(ring[WriteIndex..], write);
        WriteUInt32LittleEndian(ring[Needed..], taken.NeededBytes > 0 ? (uint)SizeOf(taken.NeededBytes) : 0);
        return taken.Events.Length;
    }

    private static void Write(Span<byte> record, GivenEvent given)
    {
        TakenEvent.Event? item = given.Event as TakenEvent.Event;
        ReadOnlySpan<byte> payload = item is null ? default : item.Payload.Span;
        WriteHead(record, payload.Length, item is null ? Kind.Loss : Kind.Event);
        WriteUInt64LittleEndian(record[8..], given.Event.Receipt.Sequence);
        WriteUInt64LittleEndian(record[16..], item is null ? ((TakenEvent.Loss)given.Event).To : Nanoseconds(item.Published));
        WriteUInt32LittleEndian(record[24..], given.Delivery);
        WriteUInt16LittleEndian(record[28..], (ushort)Math.Min(given.Event.Receipt.Deliveries, ushort.MaxValue));
        WriteUInt16LittleEndian(record[30..], (ushort)given.Subscription);
        payload.CopyTo(record[RecordBytes..]);
    }

    private static ulong Nanoseconds(DateTimeOffset time) =>
        (ulong)((time.UtcTicks - DateTime.UnixEpoch.Ticks) * TimeSpan.NanosecondsPerTick);

    private static void WriteHead(Span<byte> record, int length, Kind kind)
    {
        WriteInt32LittleEndian(record, length);
        WriteInt32LittleEndian(record[4..], (int)kind);
    }

    private static ArgumentException Refused(string reason) => new($"The ring is out of order. {reason}.");

    /// <summary>Bytes of a ring in one piece.</summary>
    /// <param name="Start">The index where they begin: the host's write index, or behind a skip.</param>
    /// <param name="Length">How many they are.</param>
    /// <param name="IsWhole">Whether they are the whole ring.</param>
    public readonly record struct Space(uint Start, int Length, bool IsWhole)
    {
        /// <summary>Finds the larger piece of what is free.</summary>
        public static Space Between(uint from, uint to, uint capacity)
        {
            uint mask = capacity - 1;
            if (from == to)
            {
                return new Space((to + mask) & ~mask, (int)capacity, IsWhole: true);
            }

            uint free = capacity - (to - from);
            uint toEnd = capacity - (to & mask);
            return free <= toEnd || toEnd >= free - toEnd
                ? new Space(to, Aligned(Math.Min(free, toEnd)), IsWhole: false)
                : new Space(to + toEnd, Aligned(free - toEnd), IsWhole: false);
        }

        private static int Aligned(uint bytes) => (int)bytes & -Alignment;
    }
}
