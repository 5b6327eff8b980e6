using System.Text;
using Ngixi.Benchmarks.Contract;

namespace Ngixi.Benchmarks.Workloads;

/// <summary>The bytes or the text that a workload moves, the same for every peer. It ends with 'z'.</summary>
/// <param name="Name">A name for files.</param>
/// <param name="Text">The text; of a payload of bytes, the same bytes as ASCII.</param>
/// <param name="Encoding">How it lies in the guest's memory.</param>
internal sealed record Payload(string Name, string Text, Encoding Encoding)
{
    // 1, 2, 3 and 4 bytes in UTF-8; the last is two units in UTF-16.
    private const string MixedCharacters = "aé漢😀";

    public static Payload None { get; } = new("none", "z", Encoding.UTF8);

    /// <summary>Gets the payload as it lies in the guest's memory.</summary>
    public byte[] Bytes { get; } = Encoding.GetBytes(Text);

    /// <summary>Gets a record that has the text twice.</summary>
    public Product Product { get; } = new(7, Text, 1_000_000, 2.5, Text);

    /// <summary>Gets a list of 100 strings that are the text.</summary>
    public string[] Names { get; } = [.. Enumerable.Repeat(Text, 100)];

    /// <summary>Gets the length as a component or JavaScript counts it: bytes of UTF-8, units of UTF-16.</summary>
    public int Units => IsUtf16 ? Bytes.Length / sizeof(char) : Bytes.Length;

    /// <summary>Gets the length as the ABI has it for text: bit 31 is set for UTF-16 (docs/abi.md, Sequences into the host).</summary>
    public int TaggedLength => Bytes.Length | (IsUtf16 ? int.MinValue : 0);

    /// <summary>Gets the bytes of a character of ASCII.</summary>
    public int Unit => IsUtf16 ? sizeof(char) : 1;

    public bool IsUtf16 => Encoding == Encoding.Unicode;

    public bool IsMixed => !Ascii.IsValid(Text);

    public static Payload OfBytes(int size) => new($"bytes-{size}", Ends(new string('x', size - 1)), Encoding.UTF8);

    /// <summary>Text that has exactly <paramref name="size"/> bytes in its encoding.</summary>
    public static Payload OfText(int size, Encoding encoding, bool isMixed) => Of(size, encoding, isMixed, encoding.GetByteCount);

    /// <summary>Text of exactly <paramref name="size"/> UTF-16 units, which the AssemblyScript guests make themselves.</summary>
    public static Payload OfCharacters(int size, bool isMixed) => OfCharacters(size, isMixed, Encoding.Unicode);

    public static Payload OfCharacters(int size, bool isMixed, Encoding encoding) => Of(size, encoding, isMixed, text => text.Length);

    private static Payload Of(int size, Encoding encoding, bool isMixed, Func<string, int> measure)
    {
        StringBuilder text = new();
        int pattern = measure(MixedCharacters);
        int used = 0;
        int last = measure("z");
        while (isMixed && used + pattern + last <= size)
        {
            text.Append(MixedCharacters);
            used += pattern;
        }

        text.Append('x', (size - used - last) / last);
        string name = $"{(encoding == Encoding.Unicode ? "utf16" : "utf8")}-{(isMixed ? "mixed" : "ascii")}-{size}";
        return new Payload(name, Ends(text.ToString()), encoding);
    }

    private static string Ends(string text) => text + "z";
}
