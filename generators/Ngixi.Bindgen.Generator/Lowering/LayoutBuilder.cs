namespace Ngixi.Bindgen.Generator.Lowering;

/// <summary>Places values one after the other, each at its alignment: the algorithm of C.</summary>
internal sealed class LayoutBuilder
{
    private int end;
    private int alignment = 1;

    /// <summary>Places a value.</summary>
    /// <returns>Its offset in bytes.</returns>
    public int Add(MemoryLayout value)
    {
        int offset = RoundUp(end, value.Alignment);
        end = offset + value.Size;
        alignment = Math.Max(alignment, value.Alignment);
        return offset;
    }

    /// <summary>The layout of the whole. One without any value has a byte, so that a list of it has a length in bytes.</summary>
    public MemoryLayout Finish() => new(Math.Max(1, RoundUp(end, alignment)), alignment);

    private static int RoundUp(int value, int alignment) => (value + alignment - 1) / alignment * alignment;
}
