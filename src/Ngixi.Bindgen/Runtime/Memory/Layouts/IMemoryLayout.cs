using System.ComponentModel;

namespace Ngixi.Bindgen.Runtime.Layouts;

/// <summary>
/// How a type is stored in memory: in a record, a list or a block (docs/abi.md, Values in memory). For generated code, which
/// puts layouts together: a <c>ListLayout&lt;Point, PointLayout&gt;</c> is that of a list of points.
/// </summary>
/// <typeparam name="T">The type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IMemoryLayout<T>
{
    /// <summary>Gets the number of bytes, 1 or more, a multiple of <see cref="Alignment"/>.</summary>
    static abstract int Size { get; }

    /// <summary>Gets the alignment of an address: 1, 2, 4 or 8 bytes.</summary>
    static abstract int Alignment { get; }

    /// <summary>Reads a value of a guest, whose pointers are addresses.</summary>
    /// <param name="guest">The reader of the memory that the value points to.</param>
    /// <param name="bytes">The value's bytes.</param>
    /// <param name="name">The name of the value in errors.</param>
    /// <returns>The value.</returns>
    static abstract T Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, string name);

    /// <summary>Writes a value into a block, where pointers are offsets from the block's start.</summary>
    /// <param name="block">The block.</param>
    /// <param name="at">Where its bytes stand in the block.</param>
    /// <param name="value">The value.</param>
    /// <param name="name">The name of the value in errors.</param>
    static abstract void Write(ref BlockWriter block, int at, T value, string name);
}
