using System.Buffers;
using System.Runtime.CompilerServices;

namespace Ngixi.Capabilities;

/// <summary>
/// A buffer of a guest while an import of its own waits for what fills it. The memory cannot move: the guest, and with it whatever lets it
/// grow, waits for the import. Nothing may write to it after that.
/// </summary>
internal sealed unsafe class LentMemory : MemoryManager<byte>
{
    private readonly byte* start;
    private readonly int length;
    private bool isOver;

    public LentMemory(Span<byte> buffer)
    {
        start = (byte*)Unsafe.AsPointer(ref buffer.GetPinnableReference());
        length = buffer.Length;
    }

    public override Span<byte> GetSpan()
    {
        ObjectDisposedException.ThrowIf(isOver, this);
        return new Span<byte>(start, length);
    }

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ObjectDisposedException.ThrowIf(isOver, this);
        return new MemoryHandle(start + elementIndex);
    }

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing) => isOver = true;
}
