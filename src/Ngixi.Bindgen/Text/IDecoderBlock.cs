namespace Ngixi.Bindgen.Text;

/// <summary>What <see cref="Utf8Decoder"/> does with a block of text that fills a vector.</summary>
/// <typeparam name="TVector">The vector, of bytes.</typeparam>
internal interface IDecoderBlock<TVector>
{
    /// <summary>Gets the bytes of a block.</summary>
    static abstract int Width { get; }

    /// <summary>Loads a block. Where the text ends before, zeros follow it.</summary>
    static abstract TVector Load(ref byte source, nint length);

    /// <summary>Gets whether a block is ASCII, and continues nothing that the block before it began.</summary>
    static abstract bool IsAscii(TVector block, TVector previous);

    /// <summary>Writes the units of a block that is ASCII.</summary>
    static abstract void Widen(TVector block, ref ushort target);

    /// <summary>
    /// Counts the UTF-16 units that the characters of a block begin with: one for each, two for each of four bytes.
    /// </summary>
    static abstract int CountUnits(TVector block);

    /// <summary>Checks a block and writes the units that it ends.</summary>
    /// <param name="block">The block.</param>
    /// <param name="previous">The block before it.</param>
    /// <param name="errors">Gets bits where the text is not valid.</param>
    /// <param name="target">Room for as many units as a block has bytes, for any text.</param>
    /// <returns>How many units were written.</returns>
    static abstract int Transcode(TVector block, TVector previous, ref TVector errors, ref ushort target);

    /// <summary>Gets whether there was no error, and the last block does not end in the middle of a character.</summary>
    static abstract bool IsValid(TVector errors, TVector last);
}
