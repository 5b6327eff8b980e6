using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>Makes random numbers.</summary>
[WasmImport("env", Prefix = "random_")]
public interface IRandom
{
    /// <summary>Fills a buffer with random bytes.</summary>
    /// <param name="buffer">The buffer, at most 64 KiB.</param>
    void Fill([MaxBytes(RandomGrant.MaxBytesPerCall)] Span<byte> buffer);
}
