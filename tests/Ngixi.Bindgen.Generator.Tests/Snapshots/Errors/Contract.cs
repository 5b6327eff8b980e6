// file
namespace Demo;

[WasmImport("env", Prefix = "kv_")]
public interface IKeyValue
{
    /// <summary>Gets a value.</summary>
    /// <returns>The value.</returns>
    [WasmErrors(typeof(KvError))]
    byte[]? Get(string key);

    [WasmErrors(typeof(KvError))]
    void Set(string key, ReadOnlySpan<byte> value);

    [WasmErrors(typeof(KvError))] string Name(string status);
    [WasmErrors(typeof(KvError))] bool Has(string key);
    [WasmErrors(typeof(KvError))] byte Small();
    [WasmErrors(typeof(KvError))] uint Count();
    [WasmErrors(typeof(KvError))] long Big();
    [WasmErrors(typeof(KvError))] double Fine();
    [WasmErrors(typeof(KvError))] Kind KindOf(string key);
    [WasmErrors(typeof(KvError))] ICursor Scan(string prefix);
    [WasmErrors(typeof(KvError))] ICursor? TryScan(string prefix);
    [WasmErrors(typeof(KvError))] Task<int> DeleteAsync(string key);
    [WasmErrors(typeof(KvError))] void AMethodWithoutParametersWhoseNameIsTooLongForItsLine();
    [WasmErrors(typeof(KvError))] void AMethodWithOneNumberWhoseNameIsTooLongForItsOwnLine(int a);
    int Plain();
}

[WasmResource("cursor_")]
public interface ICursor : IDisposable
{
    [WasmErrors(typeof(CursorError))]
    string? Next();
}
// file
namespace Demo;

/// <summary>Why a call failed.</summary>
public enum KvError : byte { QuotaExceeded, Locked = 7 }

public enum CursorError { Stale }

public enum Kind { Small, Large }
