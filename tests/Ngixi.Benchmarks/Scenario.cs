using System.Text;

namespace Ngixi.Benchmarks;

/// <summary>One row of the table: which import the guest calls, and with what.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Export">The guest's export that calls the import in a loop.</param>
/// <param name="Size">The bytes of a view or a result, the characters of a text.</param>
/// <param name="IsUtf16">Whether the text is UTF-16.</param>
public sealed record Scenario(string Name, string Export, int Size = 0, bool IsUtf16 = false)
{
    /// <summary>Gets every scenario.</summary>
    public static IEnumerable<Scenario> All { get; } =
    [
        new("no arguments", "nothing"),
        new("two ints", "add"),
        .. new[] { 16, 256, 4096 }.Select(size => new Scenario($"view of {size} B", "view", size)),
        .. new[] { 16, 64, 256 }.Select(size => new Scenario($"string of {size}, UTF-16", "log", size, IsUtf16: true)),
        .. new[] { 16, 64, 256 }.Select(size => new Scenario($"string of {size}, UTF-8", "log", size)),
        .. new[] { 16, 256 }.Select(size => new Scenario($"byte[{size}] result", "get", size)),
    ];

    internal Encoding Encoding => IsUtf16 ? Encoding.Unicode : Encoding.UTF8;

    internal int ByteCount => IsUtf16 ? Size * sizeof(char) : Size;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
