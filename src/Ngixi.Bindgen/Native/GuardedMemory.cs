using System.Runtime.InteropServices;

namespace Ngixi.Bindgen.Native;

/// <summary>Reads memory of this process whose extent is not known: what is not mapped ends the copy, and not the process.</summary>
internal static unsafe partial class GuardedMemory
{
    /// <summary>Copies words, as many as can be read.</summary>
    /// <param name="address">The address of the first.</param>
    /// <param name="words">Gets the words.</param>
    /// <returns>The words that were read; none on a system that has no such function.</returns>
    public static ReadOnlySpan<nint> Read(nint address, Span<nint> words)
    {
        try
        {
            return words[..((int)Copy(address, words) / sizeof(nint))];
        }
        catch (EntryPointNotFoundException)
        {
            return [];
        }
    }

    private static nuint Copy(nint address, Span<nint> words)
    {
        nuint size = (nuint)(words.Length * sizeof(nint));
        nuint read = 0;
        fixed (nint* destination = words)
        {
            if (OperatingSystem.IsLinux())
            {
                IoVector local = new() { Start = (nint)destination, Length = size };
                IoVector remote = new() { Start = address, Length = size };
                nint count = ReadLinux(Environment.ProcessId, &local, 1, &remote, 1, 0);
                read = count > 0 ? (nuint)count : 0;
            }
            else if (OperatingSystem.IsWindows())
            {
                _ = ReadWindows(-1, address, destination, size, &read);
            }
            else if (OperatingSystem.IsMacOS())
            {
                ulong count = 0;
                read = ReadMac(TaskSelf(), (ulong)address, size, (ulong)destination, &count) == 0 ? (nuint)count : 0;
            }
        }

        return read;
    }

    [LibraryImport("libc", EntryPoint = "process_vm_readv")]
    private static partial nint ReadLinux(int process, IoVector* local, nuint localCount, IoVector* remote, nuint remoteCount, nuint flags);

    [LibraryImport("kernel32", EntryPoint = "ReadProcessMemory")]
    private static partial int ReadWindows(nint process, nint address, void* destination, nuint size, nuint* read);

    [LibraryImport("libSystem", EntryPoint = "mach_vm_read_overwrite")]
    private static partial int ReadMac(uint task, ulong address, ulong size, ulong destination, ulong* read);

    [LibraryImport("libSystem", EntryPoint = "mach_task_self")]
    private static partial uint TaskSelf();

    [StructLayout(LayoutKind.Sequential)]
    private struct IoVector
    {
        public nint Start;
        public nuint Length;
    }
}
