using System.ComponentModel;

namespace Ngixi.Bindgen.Runtime.Layouts;

/// <summary>A string, sequence or dictionary, or null: pointer and length are 0 then.</summary>
/// <typeparam name="T">The type.</typeparam>
/// <typeparam name="TLayout">Its layout.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NullableLayout<T, TLayout> : IMemoryLayout<T?>
    where T : class
    where TLayout : IMemoryLayout<T>
{
    /// <inheritdoc/>
    public static int Size => SequencePair.Size;

    /// <inheritdoc/>
    public static int Alignment => SequencePair.Alignment;

    /// <inheritdoc/>
    public static T? Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, string name) =>
        SequencePair.Pointer(bytes) == 0 && SequencePair.Length(bytes) == 0 ? null : TLayout.Read(ref guest, bytes, name);

    /// <inheritdoc/>
    public static void Write(ref BlockWriter block, int at, T? value, string name)
    {
        if (value is not null)
        {
            TLayout.Write(ref block, at, value, name);
        }
    }
}
