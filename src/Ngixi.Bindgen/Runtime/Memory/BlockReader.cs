using System.ComponentModel;
using Ngixi.Bindgen.Native;
using Ngixi.Bindgen.Runtime.Instances;
using Ngixi.Bindgen.Runtime.Layouts;

namespace Ngixi.Bindgen.Runtime;

/// <summary>
/// Reads the values of a block that came from elsewhere. A pointer is an offset from the block's start. No more bytes are read than the
/// block has: pointers to the same bytes do not multiply them. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe ref struct BlockReader
{
    private readonly byte* start;
    private readonly int length;
    private readonly string export;
    private GuestReader reader;

    // The block must not move while it is read.
    internal BlockReader(byte* start, int length, string export)
    {
        this.start = start;
        this.length = length;
        this.export = export;
        reader = new GuestReader(GuestInstance.OfBlock(start, length), export);
    }

    /// <summary>Reads a value.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <typeparam name="TLayout">Its layout.</typeparam>
    /// <param name="at">The offset of its bytes.</param>
    /// <param name="name">The name of the value in errors.</param>
    /// <returns>The value, which has nothing of the block.</returns>
    /// <exception cref="WasmExportException">There is no such value.</exception>
    public T Read<T, TLayout>(int at, string name)
        where TLayout : IMemoryLayout<T> => at + TLayout.Size <= length
        ? reader.ReadParameter<T, TLayout>(new ReadOnlySpan<byte>(start + at, TLayout.Size), name, int.MaxValue)
        : throw new WasmExportException(export, $"the {name} is bad: it is not in the block of {length} bytes");
}
