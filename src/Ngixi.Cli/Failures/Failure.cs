namespace Ngixi.Cli.Failures;

/// <summary>What went wrong, for people and programs.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Case">The case, one word for programs.</param>
/// <param name="Message">What happened.</param>
/// <param name="Advice">What to do.</param>
internal sealed record Failure(int ExitCode, string Case, string Message, string? Advice = null)
{
    /// <summary>Gets the single findings, each a line.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];
}
