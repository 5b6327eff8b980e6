using System.Runtime.InteropServices;

namespace Ngixi.Hosting.Running;

/// <summary>
/// How soon the system lets a thread run that competes for a processor, and for how long: a call that has just come soon and for short
/// turns, one that has run for long later and for longer ones. The thread's share of the processor is the same.
/// </summary>
/// <remarks>
/// Linux has this from 6.12 on. Without, a thread that wakes may wait for the whole turn of a guest that loops, which is some milliseconds.
/// </remarks>
internal static unsafe partial class ThreadTurns
{
    private const ulong ShortNanoseconds = 100_000;
    private const ulong LongNanoseconds = 100_000_000;
    private const uint UsualPolicy = 0;

    // What this thread starts is not to have its turns.
    private const ulong ResetOnFork = 1;

    private static readonly (int Get, int Set)? Calls = !OperatingSystem.IsLinux() ? null : RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => (315, 314),
        Architecture.Arm64 => (275, 274),
        _ => null,
    };

    [ThreadStatic]
    private static ulong current;

    /// <summary>Gets whether the turns of this thread are long.</summary>
    public static bool AreLong => current == LongNanoseconds;

    /// <summary>Asks for short turns of this thread, or long ones. It may have no effect, and never fails.</summary>
    public static void Take(bool areLong)
    {
        ulong wanted = areLong ? LongNanoseconds : ShortNanoseconds;
        if (current == wanted)
        {
            return;
        }

        current = wanted;
        Attributes attributes = default;
        if (Calls is var (get, set)
            && syscall(get, 0, &attributes, sizeof(Attributes), 0) == 0
            && attributes.Policy == UsualPolicy)
        {
            attributes.Size = (uint)sizeof(Attributes);
            attributes.Flags |= ResetOnFork;
            attributes.Runtime = wanted;
            _ = syscall(set, 0, &attributes, 0, 0);
        }
    }

    [LibraryImport("libc")]
    private static partial nint syscall(nint number, nint thread, Attributes* attributes, nint third, nint fourth);

    // struct sched_attr of Linux, in its first version.
    [StructLayout(LayoutKind.Sequential)]
    private struct Attributes
    {
        public uint Size;
        public uint Policy;
        public ulong Flags;
        public int Nice;
        public uint Priority;
        public ulong Runtime;
        public ulong Deadline;
        public ulong Period;
    }
}
