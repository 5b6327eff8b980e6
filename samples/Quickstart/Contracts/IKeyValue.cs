using Ngixi.Bindgen;

namespace Quickstart.Contracts;

/// <summary>Keeps values under keys; they outlive the guest.</summary>
[WasmImport("env", Prefix = "kv_")]
public interface IKeyValue
{
    /// <summary>Gets a value.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value, or <see langword="null"/> when the key has none.</returns>
    byte[]? Get([MaxBytes(1024)] string key);

    /// <summary>Sets a value, in place of the one that the key may have.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, at most 1 MiB.</param>
    void Set([MaxBytes(1024)] string key, [MaxBytes(1024 * 1024)] ReadOnlySpan<byte> value);
}
