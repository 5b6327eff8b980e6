using System.ComponentModel;
using Ngixi.Bindgen.Runtime.Conversions;

namespace Ngixi.Bindgen.Runtime.Layouts;

/// <summary>A type that crosses as another: stored as that is.</summary>
/// <typeparam name="T">The type of the host.</typeparam>
/// <typeparam name="TBase">The type that it crosses as.</typeparam>
/// <typeparam name="TBaseLayout">The layout of that.</typeparam>
/// <typeparam name="TConversion">The conversion between the two.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ConvertedLayout<T, TBase, TBaseLayout, TConversion> : IMemoryLayout<T>
    where TBaseLayout : IMemoryLayout<TBase>
    where TConversion : IConversion<T, TBase>
{
    /// <inheritdoc/>
    public static int Size => TBaseLayout.Size;

    /// <inheritdoc/>
    public static int Alignment => TBaseLayout.Alignment;

    /// <inheritdoc/>
    public static T Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, string name) =>
        guest.Convert<T, TBase, TConversion>(TBaseLayout.Read(ref guest, bytes, name), name);

    /// <inheritdoc/>
    public static void Write(ref BlockWriter block, int at, T value, string name) =>
        TBaseLayout.Write(ref block, at, TConversion.Write(value, name), name);
}
