using System.Numerics;
using System.Runtime.InteropServices;

namespace Ngixi.Hosting.Running;

/// <summary>
/// Asks the system for addresses before Wasmtime does, which ends the process where it gets none for a pool.
/// </summary>
internal static partial class AddressSpace
{
    private const int PrivateAnonymous = 0x02 | 0x20;
    private const int NoReserve = 0x4000;

    /// <summary>Says why a range of addresses cannot be had; null where it can, and on systems that are not asked.</summary>
    /// <param name="bytes">The length of the range.</param>
    public static string? WhyNot(BigInteger bytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        if (bytes > nint.MaxValue)
        {
            return $"{bytes >> 40} TiB are more addresses than a process has";
        }

        nint address = mmap(0, (nuint)bytes, protection: 0, PrivateAnonymous | NoReserve, file: -1, offset: 0);
        if (address == -1)
        {
            return $"the system has no {bytes >> 30:N0} GiB of addresses ({Marshal.GetLastPInvokeErrorMessage()}; see ulimit -v)";
        }

        _ = munmap(address, (nuint)bytes);
        return null;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint mmap(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc")]
    private static partial int munmap(nint address, nuint length);
}
