using System.Text;
using Ngixi.Capabilities;
using Wasmtime;

namespace Ngixi.Benchmarks.Capabilities;

/// <summary>Events that are published, taken and acknowledged, in each store.</summary>
internal static class EventWorks
{
    public const string ByNextEvent = "an event of 100 B by next_event, memory";
    public const string ByRing = "an event of 100 B by a ring of 16 KiB, memory";

    private const string Topic = BenchmarkStore.Topic;
    private const int Size = 100;
    private const int Batch = 16;

    // Places in the guest's memory.
    private const int Last = 16; // The delivery that was taken last.
    private const int Deliveries = 64;
    private const int Payload = 256;
    private const int AreaHeader = 8;
    private const int Small = 1024; // A result area for numbers, and one for a batch.
    private const int Large = 2048;
    private const int LargeCapacity = 14 * 1024;
    private const int Ring = 20 * 1024;
    private const int RingHeader = 16;
    private const int RecordHead = 32;
    private const int RingBytes = 16 * 1024;

    /// <summary>Finds the record that is read next.</summary>
    private static readonly string AtRead =
        $"(local.set $read (i32.add (i32.const {Ring + RingHeader}) (i32.and (i32.load (i32.const {Ring})) (i32.const {RingBytes - 1}))))";

    private static readonly byte[] Content = [.. Enumerable.Range(0, Size).Select(index => (byte)index)];

    public static IReadOnlyList<CapabilityWork> All { get; } =
    [
        .. BenchmarkStore.All.Select(Through),
        Taking(
            ByNextEvent,
            """(import "env" "next_event" (func $next (param i32 i32) (result i32)))""",
            $"(if (i32.ne (call $next (i32.const {Payload}) (i32.const {Size})) (i32.const {Size})) (then (unreachable)))"),
        Taking(
            ByRing,
            """(import "env" "event_fill" (func $fill (param i32 i32) (result i32)))""",
            // The index of what was read is the guest's; that of what was written is the host's. A kind of 0 is skipped.
            $"""
            (if (i32.eq (i32.load (i32.const {Ring})) (i32.load (i32.const {Ring + 4})))
                (then (drop (call $fill (i32.const {Ring}) (i32.const {RingHeader + RingBytes})))))
              {AtRead}
              (if (i32.eqz (i32.load offset=4 (local.get $read)))
                (then {Advance(8)} {AtRead}))
              (if (i32.ne (i32.load (local.get $read)) (i32.const {Size})) (then (unreachable)))
              {Advance(RecordHead)}
              (i32.store (i32.const {Ring}) (i32.and (i32.add (i32.load (i32.const {Ring})) (i32.const 7)) (i32.const -8)))
            """),
    ];

    /// <summary>The guest publishes some events one by one, takes all, and acknowledges all.</summary>
    private static CapabilityWork Through(BenchmarkStore store) => new(
        $"{Batch} events of {Size} B published one by one, taken and acknowledged, {store.Name}",
        """
        (import "env" "event_publish" (func $publish (param i32 i32 i32 i32 i32) (result i32)))
          (import "env" "event_take" (func $take (param i32 i32 i64 i32) (result i32)))
          (import "env" "event_ack" (func $ack (param i32 i32 i32) (result i32)))
        """,
        $"""
        (local.set $left (i32.const {Batch}))
          (loop $more
            (if (i32.ne
                (call $publish (i32.const 0) (i32.const {Topic.Length}) (i32.const {Payload}) (i32.const {Size}) (i32.const {Small}))
                (i32.const 8)) (then (unreachable)))
            (i32.store
              (i32.add (i32.const {Deliveries}) (i32.shl (i32.sub (i32.const {Batch}) (local.get $left)) (i32.const 2)))
              (i32.add (i32.load (i32.const {Last})) (i32.sub (i32.const {Batch + 1}) (local.get $left))))
            (br_if $more (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))
          (i32.store (i32.const {Last}) (i32.add (i32.load (i32.const {Last})) (i32.const {Batch})))
          (drop (call $take (i32.const {Batch}) (i32.const {LargeCapacity}) (i64.const 0) (i32.const {Large})))
          (drop (call $ack (i32.const {Deliveries}) (i32.const {Batch}) (i32.const {Small})))
          (if (i32.ne (i32.load (i32.const {Small + 8})) (i32.const {Batch})) (then (unreachable)))
        """,
        Memory(),
        (linker, host) => linker.DefineEvents(Events(store.OpenEvents(host)).ForInstance),
        (linker, host) => DefineByHand(linker, store.OpenDirectEvents(host)),
        host =>
        {
            IDirectEvents events = store.OpenDirectEvents(host);
            return () => PassThrough(events);
        },
        Effects: 0);

    private static CapabilityWork Taking(string title, string import, string call) => new(
        title,
        import,
        call,
        Memory(),
        (linker, _) => linker.DefineEvents(Events(new RewindingEvents(Topic, BenchmarkStore.Module, Content)).ForInstance),
        (linker, _) =>
        {
            linker.DefineFunction("env", "next_event", (Caller caller, int buffer, int length) =>
            {
                Content.CopyTo(caller.GetMemory("memory")!.GetSpan(buffer, length));
                return Content.Length;
            });
            linker.DefineFunction("env", "event_fill", (Caller caller, int ring, int length) =>
                FillByHand(caller.GetMemory("memory")!.GetSpan(ring, length)));
        },
        _ =>
        {
            byte[] buffer = new byte[Size];
            return () => Content.CopyTo(buffer, 0);
        },
        Effects: 0);

    private static GuestEvents Events(IEventStore store) => new(
        store,
        BenchmarkStore.Module,
        new EventGrant
        {
            Subscriptions = [Topic],
            PublishTo = [Topic],
            MaxPublishedPerCall = int.MaxValue,
            MaxPublishedBytesPerCall = int.MaxValue,
            MaxPublishedPerSecond = int.MaxValue,
            MaxPublishedBytesPerSecond = int.MaxValue,
        });

    private static void PassThrough(IDirectEvents events)
    {
        for (int done = 0; done < Batch; done++)
        {
            events.Publish(Content);
        }

        if (events.Take(Batch) != Batch)
        {
            throw new InvalidOperationException("Events are missing.");
        }

        events.Acknowledge();
    }

    private static void DefineByHand(Linker linker, IDirectEvents events)
    {
        linker.DefineFunction("env", "event_publish", (Caller caller, int topic, int topicLength, int payload, int length, int area) =>
        {
            events.Publish(caller.GetMemory("memory")!.GetSpan(payload, length).ToArray());
            return sizeof(ulong);
        });
        linker.DefineFunction("env", "event_take", (Caller caller, int maxEvents, int maxBytes, long wait, int area) =>
            events.Take(maxEvents));
        linker.DefineFunction("env", "event_ack", (Caller caller, int deliveries, int count, int area) =>
        {
            events.Acknowledge();
            BitConverter.TryWriteBytes(caller.GetMemory("memory")!.GetSpan(area + AreaHeader, sizeof(int)), count);
            return sizeof(int);
        });
    }

    /// <summary>Fills an empty ring from its beginning.</summary>
    private static int FillByHand(Span<byte> ring)
    {
        Span<byte> records = ring[RingHeader..];
        int record = (RecordHead + Size + 7) & -8;
        int count = records.Length / record;
        for (int index = 0; index < count; index++)
        {
            BitConverter.TryWriteBytes(records[(index * record)..], Size);
            BitConverter.TryWriteBytes(records[((index * record) + 4)..], 1);
            Content.CopyTo(records[((index * record) + RecordHead)..]);
        }

        int begin = (BitConverter.ToInt32(ring) + RingBytes - 1) & -RingBytes;
        BitConverter.TryWriteBytes(ring, begin);
        BitConverter.TryWriteBytes(ring[4..], begin + (count * record));
        return count;
    }

    private static string Advance(int header) =>
        $"""
        (i32.store (i32.const {Ring})
                  (i32.add (i32.load (i32.const {Ring})) (i32.add (i32.const {header}) (i32.load (local.get $read)))))
        """;

    private static byte[] Memory()
    {
        byte[] memory = new byte[Ring];
        Encoding.ASCII.GetBytes(Topic).CopyTo(memory, 0);
        Content.CopyTo(memory, Payload);
        BitConverter.TryWriteBytes(memory.AsSpan(Small), sizeof(ulong));
        BitConverter.TryWriteBytes(memory.AsSpan(Large), LargeCapacity);
        return memory;
    }
}
