using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Ngixi.Capabilities;
using Wasmtime;

namespace Ngixi.Benchmarks.Capabilities;

/// <summary>Values that are set and got, in each store.</summary>
internal static class KeyValueWorks
{
    private const string Key = "order/4711";
    private const int Area = 1024; // The place of the result area in the guest's memory, and that of the value to set.
    private const int Value = 32 * 1024;
    private const int Capacity = 16 * 1024;

    private static readonly KeyValueNamespace Space = new(BenchmarkStore.Module);

    public static IReadOnlyList<CapabilityWork> All { get; } =
    [
        .. from store in BenchmarkStore.All
        from size in (int[])[100, Capacity]
        from work in Works(store, size).Skip(store.IsOnlyWritten ? 1 : 0)
        select work,
    ];

    private static IEnumerable<CapabilityWork> Works(BenchmarkStore store, int size)
    {
        byte[] value = [.. Enumerable.Range(0, size).Select(index => (byte)(index * 7))];
        string text = size < 1024 ? $"{size} B" : $"{size / 1024} KiB";
        yield return Work(
            $"get {text}, {store.Name}",
            store,
            value,
            """(import "env" "kv_get" (func $get (param i32 i32 i32) (result i32)))""",
            $"(if (i32.ne (call $get (i32.const 0) (i32.const {Key.Length}) (i32.const {Area})) (i32.const {size})) (then (unreachable)))",
            values => () =>
            {
                if (values.Get(Key)!.Length != size)
                {
                    throw new InvalidOperationException("The value is another.");
                }
            });
        yield return Work(
            $"set {text}, {store.Name}",
            store,
            value,
            """(import "env" "kv_set" (func $set (param i32 i32 i32 i32)))""",
            // SQLite writes nothing where a value is what it was.
            $"""
            (i32.store (i32.const {Value}) (local.get $count))
              (call $set (i32.const 0) (i32.const {Key.Length}) (i32.const {Value}) (i32.const {size}))
            """,
            values => () =>
            {
                value[0]++;
                values.Set(Key, value);
            });
    }

    private static CapabilityWork Work(
        string title, BenchmarkStore store, byte[] value, string import, string call, Func<IDirectValues, Action> alone)
    {
        byte[] memory = new byte[Value + value.Length];
        Encoding.UTF8.GetBytes(Key).CopyTo(memory, 0);
        BitConverter.GetBytes(Capacity).CopyTo(memory, Area);
        value.CopyTo(memory, Value);
        return new CapabilityWork(
            title,
            import,
            call,
            memory,
            (linker, host) =>
            {
                IKeyValueStore values = store.Open(host);
                values.ApplyAsync(Space, new KeyValueQuota(), [new KeyValueWrite.Put(Key, value, null, null)], default)
                    .AsTask().GetAwaiter().GetResult();
                KeyValueGrant grant = new() { MaxOperationsPerCall = int.MaxValue, MaxOperationsPerSecond = int.MaxValue };
                linker.DefineKeyValue(new GuestKeyValue(values, Space.Module, grant).ForInstance);
            },
            (linker, host) => DefineByHand(linker, Direct(store, host, value)),
            host => alone(Direct(store, host, value)),
            Effects: 0);
    }

    private static IDirectValues Direct(BenchmarkStore store, CapabilityHost host, byte[] value)
    {
        IDirectValues values = store.OpenDirect(host);
        values.Set(Key, value);
        return values;
    }

    private static void DefineByHand(Linker linker, IDirectValues values)
    {
        linker.DefineFunction("env", "kv_get", (Caller caller, int key, int keyLength, int area) =>
        {
            Memory memory = caller.GetMemory("memory")!;
            byte[] value = values.Get(memory.ReadString(key, keyLength, Encoding.UTF8))!;
            value.CopyTo(memory.GetSpan(area + 8, value.Length));
            return value.Length;
        });
        linker.DefineFunction("env", "kv_set", (Caller caller, int key, int keyLength, int value, int length) =>
        {
            Memory memory = caller.GetMemory("memory")!;
            values.Set(memory.ReadString(key, keyLength, Encoding.UTF8), memory.GetSpan(value, length).ToArray());
        });
    }
}
