using Ngixi.Bindgen;

namespace Ngixi.Hosting;

/// <summary>One function of a guest that was being called when it failed.</summary>
/// <param name="Function">Its name, as the module has it; null where the module was stripped of names.</param>
/// <param name="Offset">Where in the module's bytes it was, from the first.</param>
/// <param name="File">The file of its source, as its compiler knew it; null where nothing tells.</param>
/// <param name="Line">The line in the file, from 1; 0 where nothing tells.</param>
/// <param name="Column">The column in the line, from 1; 0 where nothing tells.</param>
/// <remarks>All texts are the guest's: do not trust them. <see cref="ToString"/> shows them so that they forge nothing.</remarks>
public sealed record GuestFrame(string? Function, long Offset, string? File, int Line, int Column)
{
    private const int LongestShown = 200;

    /// <summary>Shows the frame in one line, such as <c>total in assembly/invoice.ts:12:5</c>.</summary>
    /// <returns>The line.</returns>
    public override string ToString()
    {
        string function = Function is null ? $"0x{Offset:x}" : Show(Function);
        return File is null ? Function is null ? function : $"{function} (0x{Offset:x})"
            : Column > 0 ? $"{function} in {Show(File)}:{Line}:{Column}"
            : $"{function} in {Show(File)}:{Line}";
    }

    private static string Show(string text) =>
        UntrustedText.Escape(text.Length <= LongestShown ? text : string.Concat(text.AsSpan(0, LongestShown), "…"));
}
