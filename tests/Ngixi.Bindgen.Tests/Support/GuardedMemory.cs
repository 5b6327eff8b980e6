using System.Runtime.InteropServices;

namespace Ngixi.Bindgen.Tests.Support;

/// <summary>
/// Native memory that ends where a page ends that nobody may touch, on Linux. Elsewhere it is an allocation of its own, which
/// the system's own checks may guard.
/// </summary>
internal sealed unsafe class GuardedMemory : IDisposable
{
    private const int ProtNone = 0;
    private const int ProtReadWrite = 3;
    private const int MapPrivate = 2;
    private const int MapAnonymous = 0x20;

    private readonly nint size;
    private readonly byte* start;

    public GuardedMemory(int byteCount)
    {
        int page = Environment.SystemPageSize;
        size = (byteCount + page - 1) / page * page;
        if (!OperatingSystem.IsLinux())
        {
            size = byteCount;
            start = (byte*)NativeMemory.Alloc((nuint)size);
            return;
        }

        start = (byte*)mmap(0, (nuint)(size + page), ProtReadWrite, MapPrivate | MapAnonymous, -1, 0);
        if (start == (byte*)-1 || mprotect((nint)start + size, (nuint)page, ProtNone) != 0)
        {
            throw new InvalidOperationException("No guarded memory.");
        }
    }

    /// <summary>Gets the last bytes before the end.</summary>
    public Span<byte> Last(int byteCount) => new(start + size - byteCount, byteCount);

    public void Dispose()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = munmap((nint)start, (nuint)(size + Environment.SystemPageSize));
        }
        else
        {
            NativeMemory.Free(start);
        }
    }

    [DllImport("libc")]
    private static extern nint mmap(nint address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc")]
    private static extern int mprotect(nint address, nuint length, int protection);

    [DllImport("libc")]
    private static extern int munmap(nint address, nuint length);
}
