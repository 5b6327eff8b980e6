using System.Buffers;
using System.Runtime.CompilerServices;

namespace Ngixi.Bindgen.Runtime;

/// <summary>
/// A result that was larger than the guest's result area, kept until the guest takes it or calls anything else
/// (docs/abi.md, Results).
/// </summary>
internal sealed class ParkedResult
{
    private byte[]? buffer;
    private int length;

    public bool IsEmpty => buffer is null;

    /// <summary>Makes room for a result and returns it, to be filled in.</summary>
    public Span<byte> Park(int byteCount)
    {
        Adopt(ArrayPool<byte>.Shared.Rent(byteCount), byteCount);
        return buffer.AsSpan(0, byteCount);
    }

    /// <summary>Takes a result over, in a buffer of the shared pool.</summary>
    public void Adopt(byte[] rented, int byteCount)
    {
        Drop();
        buffer = rented;
        length = byteCount;
    }

    /// <summary>Gets what is parked.</summary>
    public ReadOnlySpan<byte> Content => buffer.AsSpan(0, length);

    public void Drop()
    {
        if (buffer is not null)
        {
            Return(buffer);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Return(byte[] rented)
    {
        ArrayPool<byte>.Shared.Return(rented);
        buffer = null;
        length = 0;
    }
}
