using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Wasmtime;

namespace Ngixi.Bindgen.Native;

/// <summary>
/// Tells whether a thread's stack has room for a guest. Wasmtime gives a guest as much as the engine's configuration says,
/// whatever the thread has left, and a guest that recurses past the end of the thread's stack ends the process.
/// </summary>
internal static unsafe partial class ThreadStack
{
    /// <summary>What the host's own methods need that a guest calls at its limit.</summary>
    private const int HostBytes = 128 * 1024;

    // The lowest address of the stack; 0 where the system does not tell. What is local to a thread takes longer to find than
    // all else in a claim of a store, so the thread's id stands beside it, where it is found by the same way.
    [ThreadStatic]
    private static nuint end;

    // 0 where the system does not tell.
    [ThreadStatic]
    private static nuint size;

    // 0 until it is asked for.
    [ThreadStatic]
    private static int threadId;

    /// <summary>Gets how much room a guest of a store needs.</summary>
    public static nuint NeededBy(Store store) => StoreEngine.StackSizeOf(WasmtimeInternals.ContextOf(store)) + HostBytes;

    /// <summary>Gets whether there is room, or nothing is known of the stack.</summary>
    /// <param name="needed">The bytes that are needed.</param>
    /// <param name="id">The thread's <see cref="Environment.CurrentManagedThreadId"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasRoom(nuint needed, out int id)
    {
        byte here;
        id = threadId;
        if (id == 0)
        {
            id = Find();
        }

        return (nuint)(&here) >= end + needed;
    }

    /// <summary>Gets whether the whole stack is smaller than what is needed, however much of it is in use.</summary>
    /// <param name="needed">The bytes that are needed.</param>
    public static bool IsSmallerThan(nuint needed)
    {
        if (threadId == 0)
        {
            Find();
        }

        return size != 0 && size < needed;
    }

    public static InsufficientExecutionStackException NoRoom(nuint needed) => new(
        $"A guest needs {needed / 1024} KiB of stack, and the thread has less left. "
        + $"Run guests on threads of {(needed / (1024 * 1024)) + 1} MiB or more, and not from the depth of a recursion.");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Find()
    {
        (end, size) = FindStack();
        return threadId = Environment.CurrentManagedThreadId;
    }

    /// <summary>Finds the lowest address of the thread's stack, and its size; 0 where the system does not tell.</summary>
    private static (nuint End, nuint Size) FindStack()
    {
        if (OperatingSystem.IsWindows())
        {
            GetCurrentThreadStackLimits(out nuint low, out nuint high);
            return (low, high - low);
        }

        if (OperatingSystem.IsMacOS())
        {
            nint self = pthread_self();
            nuint bytes = pthread_get_stacksize_np(self);
            return (pthread_get_stackaddr_np(self) - bytes, bytes);
        }

        if (OperatingSystem.IsLinux())
        {
            // Larger than glibc's and musl's pthread_attr_t, 56 bytes.
            byte* attributes = stackalloc byte[128];
            if (pthread_getattr_np(pthread_self(), attributes) == 0)
            {
                _ = pthread_attr_getstack(attributes, out nuint low, out nuint bytes);
                _ = pthread_attr_destroy(attributes);
                return (low, bytes);
            }
        }

        return default;
    }

    [LibraryImport("kernel32")]
    private static partial void GetCurrentThreadStackLimits(out nuint low, out nuint high);

    [LibraryImport("libc")]
    private static partial nint pthread_self();

    [LibraryImport("libc")]
    private static partial int pthread_getattr_np(nint thread, byte* attributes);

    [LibraryImport("libc")]
    private static partial int pthread_attr_getstack(byte* attributes, out nuint low, out nuint size);

    [LibraryImport("libc")]
    private static partial int pthread_attr_destroy(byte* attributes);

    [LibraryImport("libc")]
    private static partial nuint pthread_get_stackaddr_np(nint thread);

    [LibraryImport("libc")]
    private static partial nuint pthread_get_stacksize_np(nint thread);
}
