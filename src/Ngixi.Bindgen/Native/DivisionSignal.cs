using System.Runtime.InteropServices;

namespace Ngixi.Bindgen.Native;

/// <summary>
/// Keeps <see cref="DivideByZeroException"/> and the overflow of <c>int.MinValue / -1</c> catchable after Wasmtime has
/// installed its signal handlers. Needed on Linux x64 only: other processors do not trap on a division, and other systems
/// tell of a trap in other ways.
/// </summary>
/// <remarks>
/// The first engine of a process replaces .NET's handler of SIGFPE by one that runs on the alternate stack, and hands what
/// is not its own on to .NET's, which works on the thread's stack only: the process hangs or ends. Without
/// <c>SA_ONSTACK</c> both work. SIGILL has the flag too and keeps it: .NET code never raises that signal.
/// </remarks>
internal static unsafe partial class DivisionSignal
{
    private const int Sigfpe = 8;
    private const int OnAlternateStack = 0x0800_0000;

    /// <summary>Takes the flag from the handler. Once is enough: a process installs Wasmtime's handlers once.</summary>
    /// <returns>Why divisions would end the process; null when they do not.</returns>
    public static string? Restore()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            return null;
        }

        SignalAction action;
        if (sigaction(Sigfpe, null, &action) == 0 && (action.Flags & OnAlternateStack) != 0)
        {
            action.Flags &= ~OnAlternateStack;
            _ = sigaction(Sigfpe, &action, null);
        }

        return sigaction(Sigfpe, null, &action) == 0 && (action.Flags & OnAlternateStack) == 0
            ? null
            : "its handler of SIGFPE cannot be kept off the alternate stack, where a division by zero in .NET code ends the process";
    }

    [LibraryImport("libc")]
    private static partial int sigaction(int signal, SignalAction* action, SignalAction* previous);

    /// <summary><c>struct sigaction</c> of glibc and musl on x64.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 152)]
    private struct SignalAction
    {
        [FieldOffset(136)]
        public int Flags;
    }
}
