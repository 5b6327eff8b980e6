using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.Logging.Testing;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.KeyValue;

/// <summary>A guest that passes any raw argument to the imports of key-value.</summary>
internal sealed class RawKeyValue : IDisposable
{
    public const int Area = 60_000;
    private const int Key = 0;
    private const int Writes = 30_000;
    private const int AreaBytes = 8_192;
    private const int Utf16 = int.MinValue;

    private readonly Linker linker = new(RawGuest.Engine);
    private readonly FakeLogger logger = new();

    public RawKeyValue(IKeyValueStore store, KeyValueGrant? grant = null, string module = "billing", TimeProvider? time = null)
    {
        GuestKeyValue keyValue = new(store, module, grant, new DenialLog(logger, module, time), time);
        linker.DefineKeyValue(keyValue.ForInstance);
        Guest = RawGuest.Create(
            linker,
            "env.kv_get (i32 i32 i32) -> i32",
            "env.kv_set (i32 i32 i32 i32)",
            "env.kv_put (i32 i32 i32 i32 i32 i64 i32 i64 i32) -> i32",
            "env.kv_find (i32 i32 i32) -> i32",
            "env.kv_find_many (i32 i32 i32) -> i32",
            "env.kv_exists (i32 i32 i32) -> i32",
            "env.kv_delete (i32 i32 i32 i64 i32) -> i32",
            "env.kv_increment (i32 i32 i64 i32 i64 i32) -> i32",
            "env.kv_list (i32 i32 i32 i32 i32 i32) -> i32",
            "env.kv_apply (i32 i32 i32) -> i32",
            "env.kv_flush () -> i32",
            "env.kv_describe (i32) -> i32");
        Guest.WriteArea(Area, AreaBytes);
    }

    public RawGuest Guest { get; }

    public string HostLog => string.Join('\n', logger.Collector.GetSnapshot().Select(record => record.Message));

    /// <summary>The status of a call that failed.</summary>
    public static int Failed(KeyValueError error) => -2 - (int)error;

    public string? Get(string key)
    {
        int length = (int)Guest.Call("kv_get", Key, Utf8(Key, key), Area)!;
        return length < 0 ? null : Encoding.UTF8.GetString(Guest.Bytes(Area + 8, length));
    }

    public void Set(string key, string value) => Guest.Call("kv_set", Key, Utf8(Key, key), 10_000, Utf8(10_000, value));

    public WasmImportException SetToFail(string key, string value) =>
        Guest.CallToFail("kv_set", Key, Utf8(Key, key), 10_000, Utf8(10_000, value));

    /// <summary>Puts a value of zeros, and gets the status.</summary>
    public int Put(string key, int size = 1, long? time = null) =>
        (int)Guest.Call("kv_put", Key, Utf8(Key, key), 0, size, time is null ? 0 : 1, time ?? 0, 0, 0L, Area)!;

    public int Find(string key) => (int)Guest.Call("kv_find", Key, Utf8(Key, key), Area)!;

    public int Find16(string key) => (int)Guest.Call("kv_find", Key, LengthOf16(Key, key), Area)!;

    public int Exists(string key) => (int)Guest.Call("kv_exists", Key, Utf8(Key, key), Area)!;

    public int Delete(string key) => (int)Guest.Call("kv_delete", Key, Utf8(Key, key), 0, 0L, Area)!;

    public int Increment(string key, long by = 1, long? time = null) =>
        (int)Guest.Call("kv_increment", Key, Utf8(Key, key), by, time is null ? 0 : 1, time ?? 0, Area)!;

    public int List(string prefix = "", string? after = null, int limit = 10) => (int)Guest.Call(
        "kv_list", Key, Utf8(Key, prefix), after is null ? 0 : 20_000, after is null ? 0 : LengthOf16(20_000, after), limit, Area)!;

    public int List16(string prefix) => (int)Guest.Call("kv_list", Key, LengthOf16(Key, prefix), 0, 0, 10, Area)!;

    public int FindMany(params string[] keys)
    {
        int at = 20_000;
        for (int index = 0; index < keys.Length; index++)
        {
            int length = Utf8(at, keys[index]);
            Guest.Words(Writes + (index * 8), at, length);
            at += length;
        }

        return (int)Guest.Call("kv_find_many", Writes, keys.Length, Area)!;
    }

    /// <summary>Puts values of zeros of one size under the keys a0, a1 and so on, in one batch.</summary>
    public int PutMany(int count, int size)
    {
        int at = 20_000;
        for (int index = 0; index < count; index++)
        {
            int put = Writes + 1_000 + (index * 48);
            int length = Utf8(at, $"a{index}");
            Guest.Words(Writes + (index * 8), 0, put);
            Guest.Words(put, at, length, 0, size, 0, 0, 0, 0, 0, 0, 0, 0);
            at += length;
        }

        return (int)Guest.Call("kv_apply", Writes, count, Area)!;
    }

    public int Flush() => (int)Guest.Call("kv_flush")!;

    public void Dispose()
    {
        Guest.Dispose();
        linker.Dispose();
    }

    private int Utf8(int address, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Guest.Write(address, bytes);
        return bytes.Length;
    }

    private int LengthOf16(int address, string text)
    {
        // As it is: an encoding would repair half a surrogate pair.
        Guest.Write(address, MemoryMarshal.AsBytes(text.AsSpan()));
        return (text.Length * 2) | Utf16;
    }
}
