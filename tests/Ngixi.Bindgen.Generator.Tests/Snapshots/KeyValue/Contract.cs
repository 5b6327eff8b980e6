namespace Demo;

/// <summary>Keeps small values under keys.</summary>
[WasmImport("env", Prefix = "kv_")]
public interface IKeyValue
{
    /// <summary>Gets a value.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value, or <see langword="null"/> when there is none.</returns>
    byte[]? Get([MaxBytes(1024)] string key);

    /// <summary>Sets a value.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    void Set(string key, ReadOnlySpan<byte> value);
}
