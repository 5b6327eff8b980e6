namespace Ngixi.Hosting.ContractCalls;

/// <summary>Numbers between memory, where they have 1 to 8 bytes, and WebAssembly, where they have 4 or 8.</summary>
internal static class ScalarBits
{
    /// <summary>Gets the bits of a number.</summary>
    /// <param name="stored">The number in memory.</param>
    /// <param name="isSigned">Whether it has a sign.</param>
    public static long Read(ReadOnlySpan<byte> stored, bool isSigned)
    {
        Span<byte> wide = stackalloc byte[sizeof(long)];
        wide.Fill(isSigned && (stored[^1] & 0x80) != 0 ? (byte)0xFF : (byte)0);
        stored.CopyTo(wide);
        return BitConverter.ToInt64(wide);
    }

    /// <summary>Writes the bits of a number.</summary>
    /// <param name="stored">Where it goes, with room for 8 bytes.</param>
    /// <param name="bits">The bits, of which an <c>i32</c> or <c>f32</c> has the lower half.</param>
    /// <param name="form">The form of the number.</param>
    /// <returns>Whether it has as many bytes.</returns>
    public static bool TryWrite(Span<byte> stored, long bits, ValueForm form)
    {
        long number = form.Wasm is "i64" or "f64" ? bits : form.IsSigned ? (int)bits : (uint)bits;
        BitConverter.TryWriteBytes(stored, number);
        return Read(stored[..form.Size], form.IsSigned) == number;
    }
}
