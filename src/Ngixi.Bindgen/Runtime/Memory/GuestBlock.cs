using System.ComponentModel;
using Ngixi.Bindgen.Runtime.Layouts;

namespace Ngixi.Bindgen.Runtime;

/// <summary>Blocks of values that travel, and belong to no guest yet (docs/abi.md, Values in memory). For generated code.</summary>
/// <remarks>Their text is in UTF-16, which is the host's, so that all of it arrives as it was.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GuestBlock
{
    /// <summary>Begins a block.</summary>
    /// <param name="size">The bytes that its values take themselves, 0 or more.</param>
    /// <returns>The block, to be filled in and passed to <see cref="End"/>.</returns>
    public static BlockWriter Begin(int size) => BlockWriter.Begin(size, isUtf16: true, GuestOptions.Default.MaxNesting);

    /// <summary>Ends a block.</summary>
    /// <param name="block">The block; it cannot be used after that.</param>
    /// <returns>Its bytes.</returns>
    public static ReadOnlyMemory<byte> End(in BlockWriter block)
    {
        byte[] bytes = block.Written.ToArray();
        block.Release();
        return bytes;
    }

    /// <summary>Makes a block of one value.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <typeparam name="TLayout">Its layout.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="name">The name of the value in errors.</param>
    /// <returns>Its bytes.</returns>
    public static ReadOnlyMemory<byte> Of<T, TLayout>(T value, string name)
        where TLayout : IMemoryLayout<T>
    {
        BlockWriter block = Begin(TLayout.Size);
        block.Write<T, TLayout>(value, name);
        return End(block);
    }

    /// <summary>Reads the value of a block that has one.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <typeparam name="TLayout">Its layout.</typeparam>
    /// <param name="block">The block, of which nothing is trusted.</param>
    /// <param name="export">The export whose value it is, for errors.</param>
    /// <param name="name">The name of the value in errors.</param>
    /// <returns>The value, which has nothing of the block.</returns>
    /// <exception cref="WasmExportException">It is no block of such a value.</exception>
    public static unsafe T Read<T, TLayout>(ReadOnlyMemory<byte> block, string export, string name)
        where TLayout : IMemoryLayout<T>
    {
        ReadOnlySpan<byte> bytes = block.Span;
        fixed (byte* start = bytes)
        {
            return new BlockReader(start, bytes.Length, export).Read<T, TLayout>(0, name);
        }
    }
}
