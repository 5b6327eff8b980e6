namespace Ngixi.Bindgen.Tests.Support;

internal static class Utf16
{
    /// <summary>The length of UTF-16 text as an import takes it.</summary>
    public static int Length(string text) => unchecked((int)(0x8000_0000u | (uint)(text.Length * 2)));
}
