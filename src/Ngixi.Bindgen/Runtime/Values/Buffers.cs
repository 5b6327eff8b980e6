using System.Buffers;
using System.Runtime.CompilerServices;

namespace Ngixi.Bindgen.Runtime.Values;

/// <summary>Buffers for the length of a call: of the shared pool, as long as they are not so large that it should not keep them.</summary>
internal static class Buffers
{
    private const int MostPooledBytes = 1024 * 1024;

    /// <summary>Gets a buffer of at least a length, with anything in it.</summary>
    public static T[] Rent<T>(int length)
        where T : unmanaged =>
        IsPooled<T>(length) ? ArrayPool<T>.Shared.Rent(length) : GC.AllocateUninitializedArray<T>(length);

    /// <summary>Gives a buffer up.</summary>
    public static void Return<T>(T[] buffer)
        where T : unmanaged
    {
        if (IsPooled<T>(buffer.Length))
        {
            ArrayPool<T>.Shared.Return(buffer);
        }
    }

    private static bool IsPooled<T>(int length) => length <= MostPooledBytes / Unsafe.SizeOf<T>();
}
