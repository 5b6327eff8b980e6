using System.Globalization;
using System.Text;

namespace Ngixi.Hosting.Manifests.Text;

/// <summary>What is wrong with a manifest, each where it stands.</summary>
/// <param name="file">The name of the manifest, as messages begin.</param>
/// <param name="utf8">Its text.</param>
internal sealed class FindingList(string file, ReadOnlyMemory<byte> utf8)
{
    // A text of nothing but mistakes is not to fill a log.
    private const int MaxFindings = 100;

    private readonly List<(int Offset, string Text)> findings = [];

    private int more;

    public int Count => findings.Count + more;

    /// <summary>Adds a finding.</summary>
    /// <param name="offset">The byte at which what is wrong begins.</param>
    /// <param name="text">What is wrong, and what to write instead.</param>
    public void Add(int offset, string text)
    {
        if (findings.Count < MaxFindings)
        {
            findings.Add((offset, text));
        }
        else
        {
            more++;
        }
    }

    /// <summary>Adds a finding of two places.</summary>
    /// <param name="offset">The byte at which what is wrong begins.</param>
    /// <param name="text">What is wrong, with <c>{0}</c> for the line of the other place.</param>
    /// <param name="other">The byte at which the other begins.</param>
    public void Add(int offset, string text, int other)
    {
        // Lines are counted from the start: not for findings that are not shown.
        string line = findings.Count < MaxFindings ? LineOf(other).ToString(CultureInfo.InvariantCulture) : "";
        Add(offset, text.Replace("{0}", line, StringComparison.Ordinal));
    }

    /// <summary>Throws what was found, in the order of the text.</summary>
    /// <exception cref="ManifestException">Something was found.</exception>
    public void ThrowIfAny()
    {
        if (findings.Count > 0)
        {
            IEnumerable<string> shown = findings.OrderBy(finding => finding.Offset).Select(Show);
            throw new ManifestException(file, more == 0 ? [.. shown] : [.. shown, $"{file}: {more:N0} more findings."]);
        }
    }

    private int LineOf(int offset) => utf8.Span[..offset].Count((byte)'\n') + 1;

    private string Show((int Offset, string Text) finding)
    {
        ReadOnlySpan<byte> before = utf8.Span[..finding.Offset];
        int column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return $"{file}({LineOf(finding.Offset)},{column}): {finding.Text}";
    }
}
