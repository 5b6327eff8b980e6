namespace Ngixi.Hosting;

/// <summary>A manifest has mistakes. Nothing was loaded.</summary>
public sealed class ManifestException : Exception
{
    internal ManifestException(string file, IReadOnlyList<string> findings)
        : base($"The manifest {file} cannot be used:{string.Concat(findings.Select(finding => $"\n  {finding}"))}")
    {
        File = file;
        Findings = findings;
    }

    /// <summary>Gets the manifest's file, or the name that the host gave it.</summary>
    public string File { get; }

    /// <summary>Gets all mistakes in the order of the text: <c>file(line,column)</c>, what is wrong, and what to write instead.</summary>
    public IReadOnlyList<string> Findings { get; }
}
