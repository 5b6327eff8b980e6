using System.Text.RegularExpressions;
using Xunit;

namespace Ngixi.Bindgen.Tests.Shared;

/// <summary>What a program did. Each check that fails shows all that the program printed.</summary>
internal sealed partial record CommandResult(string CommandLine, int ExitCode, string Output)
{
    /// <summary>Gets the errors of a build, each once, as they stand in the output.</summary>
    public IReadOnlyList<string> Errors => [.. Lines("error").Order(StringComparer.Ordinal)];

    /// <summary>Gets the warnings of a build, each once, as they stand in the output.</summary>
    public IReadOnlyList<string> Warnings => [.. Lines("warning").Order(StringComparer.Ordinal)];

    public CommandResult Succeeds()
    {
        Assert.True(ExitCode == 0, $"It should succeed.\n{this}");
        return this;
    }

    /// <summary>Fails with errors of these codes, one for each, and no others.</summary>
    public CommandResult FailsWith(params string[] codes)
    {
        Assert.True(ExitCode == 1, $"The exit code should be 1.\n{this}");
        IEnumerable<string> actual = Errors.Select(error => ErrorCode().Match(error).Groups[1].Value).Order(StringComparer.Ordinal);
        Assert.True(actual.SequenceEqual(codes.Order(StringComparer.Ordinal)), $"It should fail with {string.Join(", ", codes)}.\n{this}");
        return this;
    }

    public CommandResult Says(string text)
    {
        Assert.True(Output.Contains(text, StringComparison.Ordinal), $"It should say '{text}'.\n{this}");
        return this;
    }

    public CommandResult DoesNotSay(string text)
    {
        Assert.False(Output.Contains(text, StringComparison.Ordinal), $"It should not say '{text}'.\n{this}");
        return this;
    }

    public override string ToString() => $"{CommandLine}\nexit code {ExitCode}\n{Output}";

    private IEnumerable<string> Lines(string severity) => Output.Split('\n')
        .Select(line => NodeOrProject().Replace(line, "").Trim())
        .Where(line => Regex.IsMatch(line, $@"\b{severity} [A-Z]+\d+: "))
        .Distinct();

    /// <summary>MSBuild says a diagnostic when it happens and again at the end, with or without the node and the project.</summary>
    [GeneratedRegex(@"^\s*[\d:]+>|\s\[[^\]]+proj[^\]]*\]\s*$")]
    private static partial Regex NodeOrProject();

    [GeneratedRegex(@"\berror ([A-Z]+\d+): ")]
    private static partial Regex ErrorCode();
}
