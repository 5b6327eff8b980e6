using Ngixi.Bindgen.Runtime.Values;

namespace Ngixi.Bindgen.Runtime.Instances;

/// <summary>A result for the guest to take, in a buffer of <see cref="Buffers"/> (docs/abi.md, Results).</summary>
internal struct ParkedResult(byte[] rented, int length)
{
    private byte[]? buffer = rented;

    public readonly bool IsEmpty => buffer is null;

    /// <summary>Gets the parked bytes.</summary>
    public readonly Span<byte> Content => buffer.AsSpan(0, length);

    public void Drop()
    {
        if (buffer is not null)
        {
            Buffers.Return(buffer);
            this = default;
        }
    }
}
