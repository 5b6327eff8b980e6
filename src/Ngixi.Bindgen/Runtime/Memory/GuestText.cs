using System.ComponentModel;
using Ngixi.Bindgen.Runtime.Values;

namespace Ngixi.Bindgen.Runtime;

/// <summary>Text of a guest for the length of one call. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct GuestText
{
    private readonly char[]? rented;

    internal GuestText(ReadOnlySpan<char> view) => Chars = view;

    internal GuestText(char[] rented, int length)
    {
        this.rented = rented;
        Chars = rented.AsSpan(0, length);
    }

    /// <summary>Gets the text.</summary>
    public ReadOnlySpan<char> Chars { get; }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        if (rented is not null)
        {
            Buffers.Return(rented);
        }
    }
}
