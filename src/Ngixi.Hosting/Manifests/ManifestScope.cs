using Ngixi.Hosting.Manifests.Text;

namespace Ngixi.Hosting.Manifests;

/// <summary>What all readers of one manifest have in common.</summary>
/// <param name="findings">What is wrong with it.</param>
/// <param name="options">What the host grants by name.</param>
/// <param name="folder">The folder that paths begin in.</param>
internal sealed class ManifestScope(FindingList findings, GuestEngineOptions options, string folder)
{
    public FindingList Findings { get; } = findings;

    public GuestEngineOptions Options { get; } = options;

    public string Folder { get; } = folder;

    /// <summary>Gets whether nothing is read: the readers are asked for the fields alone.</summary>
    public bool IsDescribing { get; init; }

    /// <summary>Puts the values of variables into a text.</summary>
    /// <param name="text">The text, with <c>${NAME}</c> for the value of a variable.</param>
    /// <param name="missing">The variable that has no value, or an empty one; null where each has.</param>
    public string Resolve(string text, out string? missing)
    {
        missing = null;
        int start = text.IndexOf("${", StringComparison.Ordinal);
        if (start < 0)
        {
            return text;
        }

        // A value is put in as it is: what looks like a variable in it is none.
        int from = 0;
        string resolved = "";
        while (start >= 0 && text.IndexOf('}', start) is var end and > 0)
        {
            string name = text[(start + 2)..end];
            if (!Options.Variables.TryGetValue(name, out string? value) || value.Length == 0)
            {
                missing ??= name;
            }

            resolved += text[from..start] + value;
            from = end + 1;
            start = text.IndexOf("${", from, StringComparison.Ordinal);
        }

        return resolved + text[from..];
    }

    /// <summary>Finds a variable without a value in any text of a node.</summary>
    public string? MissingIn(ManifestNode node)
    {
        foreach (ManifestText text in node.Texts)
        {
            Resolve(text.Value, out string? missing);
            if (missing is not null)
            {
                return missing;
            }
        }

        return null;
    }
}
