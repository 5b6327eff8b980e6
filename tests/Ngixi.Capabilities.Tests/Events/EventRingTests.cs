using System.Globalization;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Ngixi.Capabilities.Tests.Events;

/// <summary>The ring between host and guest, byte by byte, with guests that keep to it and others.</summary>
public sealed class EventRingTests : IDisposable
{
    private const int Ring = 4_096;
    private const int Header = 16;
    private const byte Canary = 0xC5;

    private readonly FakeTimeProvider time = new();
    private readonly MemoryEventStore store;
    private readonly Linker linker = new(RawGuest.Engine);
    private readonly RawGuest guest;

    public EventRingTests()
    {
        store = EventGuest.NewStore(time, new EventTopic("in") { MaxEvents = 100_000, MaxBytes = 1 << 28, MaxEventBytes = 1 << 20 });
        EventGrant grant = new() { Subscriptions = ["in"], MaxInFlight = 1_000 };
        linker.DefineEvents(new GuestEvents(store, "billing", grant, time: time).ForInstance);
        guest = RawGuest.Create(linker, "env.event_fill (i32 i32) -> i32", "env.event_reject (i32 i32 i32) -> i32");
    }

    public void Dispose()
    {
        guest.Dispose();
        linker.Dispose();
    }

    [Fact]
    public void A_record_says_what_the_page_says()
    {
        time.SetUtcNow(DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(1_800_000_000));
        Publish(3);
        Assert.Equal(1, Fill(64));
        ReadOnlySpan<byte> record = guest.Bytes(Ring + Header, 40);
        Assert.Equal((3U, 1U), (ReadUInt32LittleEndian(record), ReadUInt32LittleEndian(record[4..])));
        Assert.Equal((1UL, 1_800_000_000_000_000_000UL), (ReadUInt64LittleEndian(record[8..]), ReadUInt64LittleEndian(record[16..])));
        Assert.Equal(1U, ReadUInt32LittleEndian(record[24..]));
        Assert.Equal((1, 0), (ReadUInt16LittleEndian(record[28..]), ReadUInt16LittleEndian(record[30..])));
        Assert.Equal([1, 1, 1], record.Slice(32, 3).ToArray());
        Assert.Equal((0U, 40U, 0U), (Read, Write, Needed));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(1 << 12)]
    public void An_event_as_large_as_the_ring_fits_and_one_byte_more_says_what_it_needs(int capacity)
    {
        Publish(capacity - 32, capacity - 31);
        Assert.Equal(1, Fill(capacity));
        Assert.Equal((0U, (uint)capacity), (Read, Write));

        // It fills the ring: nothing is written over it.
        Assert.Equal(0, Fill(capacity));
        Assert.Equal((0U, (uint)capacity, 0U), (Read, Write, Needed));
        Read = Write;
        Assert.Equal(0, Fill(capacity));
        Assert.Equal((uint)capacity + 8, Needed);
        Assert.Equal(1, Fill(capacity, Ring * 4, capacity * 2));
        Assert.Equal(1, Kept);
    }

    [Fact]
    public void Indices_pass_their_end_and_events_keep_their_order()
    {
        const int Capacity = 256;
        Read = Write = uint.MaxValue - 7 - (3 * Capacity);
        ulong next = 1;
        Random random = new(7);
        for (int round = 0; round < 200; round++)
        {
            Publish(random.Next(1, 100), random.Next(1, 100));
            Fill(Capacity);
            for (int some = random.Next(4); some > 0 && Read != Write; some--)
            {
                Assert.Equal(next++, ReadOne(Capacity));
            }
        }

        while (Fill(Capacity) > 0 || Read != Write)
        {
            Assert.Equal(next++, ReadOne(Capacity));
        }

        Assert.Equal(401UL, next);
        Assert.True(Write < 1 << 20, $"The index did not pass its end: {Write}.");
        Assert.Equal(0, Kept);
    }

    [Fact]
    public void What_was_read_is_acknowledged_by_the_next_fill_and_nothing_else()
    {
        Publish(1, 1, 1);
        Assert.Equal(3, Fill(256));
        Assert.Equal(0, Fill(256));
        Assert.Equal(3, Kept);
        Read += 40;
        Assert.Equal(3, Kept);
        Fill(256);
        Assert.Equal(2, Kept);

        // Half a record is not read.
        Read += 39;
        Fill(256);
        Assert.Equal(2, Kept);
        Read = Write;
        Fill(256);
        Assert.Equal(0, Kept);
    }

    [Fact]
    public void What_was_rejected_in_the_ring_is_not_acknowledged()
    {
        Publish(1, 1);
        Fill(256);
        Assert.Equal(0, guest.Call("event_reject", 2, 0, 0));
        Read = Write;
        Fill(256);
        Assert.Equal(0, Kept);
        Assert.Single(EventGuest.Done(store.TakeAsync("in.dead", "billing", 10, 100, CancellationToken.None)).Events);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(16 + 32)]
    [InlineData(16 + 63)]
    [InlineData(16 + 65)]
    [InlineData(16 + 96)]
    [InlineData(1 << 16)]
    public void A_ring_of_another_size_is_a_trap(int length)
    {
        Publish(1);
        guest.CallToFail("event_fill", Ring, length);
        Assert.Equal(new EventReceipt(1, 1), Assert.Single(Taken()).Receipt);
    }

    [Theory]
    [InlineData(0U, 1U)]
    [InlineData(1U, 0U)]
    [InlineData(0U, 8U)]
    [InlineData(0U, 257U)]
    [InlineData(0U, uint.MaxValue)]
    [InlineData(uint.MaxValue, 0U)]
    [InlineData(4U, 4U)]
    [InlineData(uint.MaxValue, uint.MaxValue)]
    [InlineData(1U << 31, 0U)]
    public void Indices_that_the_host_did_not_write_are_a_trap(uint read, uint write)
    {
        Publish(1);
        (Read, Write) = (read, write);
        guest.CallToFail("event_fill", Ring, Header + 256);
        Assert.Equal(new EventReceipt(1, 1), Assert.Single(Taken()).Receipt);
    }

    [Theory]
    [InlineData(0U, 80U)]
    [InlineData(0U, 41U)]
    [InlineData(48U, 40U)]
    [InlineData(0U, 0U)]
    [InlineData(1U << 31, 40U)]
    public void Indices_that_are_not_the_hosts_any_more_are_a_trap(uint read, uint write)
    {
        Publish(1, 1);
        Assert.Equal(1, Fill(64));
        Assert.Equal(40U, Write);
        (Read, Write) = (read, write);
        guest.CallToFail("event_fill", Ring, Header + 64);
        Assert.Equal(2, Kept);
    }

    [Fact]
    public void A_loss_is_a_record()
    {
        EventGuest.Done(store.OpenTopicAsync(new EventTopic("in") { MaxEvents = 1 }, CancellationToken.None));
        Publish(1, 2, 3);
        Assert.Equal(2, Fill(256));
        ReadOnlySpan<byte> record = guest.Bytes(Ring + Header, 32);
        Assert.Equal((0U, 2U), (ReadUInt32LittleEndian(record), ReadUInt32LittleEndian(record[4..])));
        Assert.Equal((1UL, 2UL), (ReadUInt64LittleEndian(record[8..]), ReadUInt64LittleEndian(record[16..])));
        Read = Write;
        Fill(256);
        Assert.Equal(0, Kept);
        Assert.Empty(Taken());
    }

    [Fact]
    public void Whatever_a_guest_writes_into_the_ring_the_host_stays_in_it()
    {
        foreach (int seed in Tries.Seeds(20))
        {
            Random random = new(seed);
            int capacity = 64 << random.Next(4);
            using RawGuest hostile = RawGuest.Create(linker, "env.event_fill (i32 i32) -> i32");
            Span<byte> around = hostile.Bytes(Ring - 64, capacity + Header + 128);
            around.Fill(Canary);
            around.Slice(64, capacity + Header).Clear();
            int traps = 0;
            for (int call = 0; call < 200; call++)
            {
                Publish(random.Next(1, capacity));
                Span<byte> ring = hostile.Bytes(Ring, capacity + Header);
                switch (random.Next(6))
                {
                    case 0:
                        random.NextBytes(ring[Header..]);
                        break;
                    case 1:
                        WriteUInt32LittleEndian(ring, (uint)random.Next());
                        break;
                    case 2 when random.Next(10) == 0:
                        WriteUInt32LittleEndian(ring[4..], (uint)random.Next());
                        break;
                    case 3:
                        WriteUInt32LittleEndian(ring, ReadUInt32LittleEndian(ring) + (uint)random.Next(9));
                        break;
                    default:
                        ring[..4].Clear();
                        ring.Slice(4, 4).CopyTo(ring);
                        break;
                }

                try
                {
                    hostile.Call("event_fill", Ring, Header + capacity);
                }
                catch (WasmtimeException)
                {
                    traps++;
                }

                ReadOnlySpan<byte> left = hostile.Bytes(Ring - 64, 64);
                ReadOnlySpan<byte> right = hostile.Bytes(Ring + Header + capacity, 64);
                string where = string.Create(CultureInfo.InvariantCulture, $"Seed {seed}, call {call}.");
                Assert.True(left.IndexOfAnyExcept(Canary) < 0 && right.IndexOfAnyExcept(Canary) < 0, where);
            }

            Assert.InRange(traps, 1, 199);
        }
    }

    private uint Read
    {
        get => ReadUInt32LittleEndian(guest.Bytes(Ring, 4));
        set => WriteUInt32LittleEndian(guest.Bytes(Ring, 4), value);
    }

    private uint Write
    {
        get => ReadUInt32LittleEndian(guest.Bytes(Ring + 4, 4));
        set => WriteUInt32LittleEndian(guest.Bytes(Ring + 4, 4), value);
    }

    private uint Needed => ReadUInt32LittleEndian(guest.Bytes(Ring + 8, 4));

    private long Kept => EventGuest.Done(store.FindTopicAsync("in", CancellationToken.None))!.Events;

    private int Fill(int capacity) => (int)guest.Call("event_fill", Ring, Header + capacity)!;

    /// <summary>Fills another ring, whose indices go on where those of the first are.</summary>
    private int Fill(int capacity, int address, int larger)
    {
        Assert.True(capacity < larger);
        guest.Bytes(Ring, 8).CopyTo(guest.Bytes(address, 8));
        return (int)guest.Call("event_fill", address, Header + larger)!;
    }

    /// <summary>Reads a record as a guest does, and gets its sequence.</summary>
    private ulong ReadOne(int capacity)
    {
        ReadOnlySpan<byte> record = First(capacity);
        if (ReadUInt32LittleEndian(record[4..]) == 0)
        {
            Read += 8 + ReadUInt32LittleEndian(record);
            record = First(capacity);
        }

        uint length = ReadUInt32LittleEndian(record);
        ulong sequence = ReadUInt64LittleEndian(record[8..]);
        Assert.True(record.Slice(32, (int)length).IndexOfAnyExcept((byte)sequence) < 0, $"The payload of {sequence} is another's.");
        Read += (39 + length) & ~7U;
        return sequence;
    }

    private ReadOnlySpan<byte> First(int capacity)
    {
        int at = (int)(Read & (uint)(capacity - 1));
        return guest.Bytes(Ring + Header + at, capacity - at);
    }

    /// <summary>Publishes events of some sizes; their bytes are their sequence.</summary>
    private void Publish(params int[] sizes)
    {
        foreach (int size in sizes)
        {
            byte[] payload = new byte[size];
            payload.AsSpan().Fill((byte)(EventGuest.Done(store.FindTopicAsync("in", CancellationToken.None))!.LastSequence + 1));
            EventGuest.Done(store.TryPublishAsync("in", new NewEvent(payload), CancellationToken.None));
        }
    }

    private IReadOnlyList<TakenEvent> Taken() =>
        EventGuest.Done(store.TakeAsync("in", "billing", 100, 1 << 20, CancellationToken.None)).Events;
}
