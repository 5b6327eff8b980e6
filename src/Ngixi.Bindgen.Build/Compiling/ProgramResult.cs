namespace Ngixi.Bindgen.Build.Compiling;

/// <summary>What a program did: its exit code, and what it wrote to both of its outputs.</summary>
internal sealed class ProgramResult(int exitCode, string output)
{
    private const int SummaryLines = 3;

    public int ExitCode { get; } = exitCode;

    public string Output { get; } = output;

    /// <summary>Gets its first lines in one, as a sentence.</summary>
    public string Summary
    {
        get
        {
            string[] lines = [.. Output.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Take(SummaryLines)];
            string text = lines.Length == 0 ? $"it ended with the exit code {ExitCode}" : string.Join(" ", lines);
            return text.EndsWith(".", StringComparison.Ordinal) ? text : $"{text}.";
        }
    }
}
