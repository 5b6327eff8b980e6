using System.Text.Json;

namespace Ngixi.Cli.Tests.Support;

/// <summary>What a command line did.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    /// <summary>Gets the document of <c>--json</c>, which is all of the output.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public CliResult Exits(int code)
    {
        Assert.True(ExitCode == code, $"The exit code should be {code}.\n{this}");
        return this;
    }

    /// <summary>Fails with an error that says what to do.</summary>
    public CliResult Fails(int code, string message, string advice)
    {
        Exits(code);
        Assert.True(
            Error.Contains(message, StringComparison.Ordinal) && Error.Contains("\ndo: ", StringComparison.Ordinal)
                && Error[Error.IndexOf("\ndo: ", StringComparison.Ordinal)..].Contains(advice, StringComparison.Ordinal),
            $"It should say '{message}', and to do '{advice}'.\n{this}");
        return this;
    }

    public CliResult Says(string text)
    {
        Assert.True(Output.Contains(text, StringComparison.Ordinal), $"It should print '{text}'.\n{this}");
        return this;
    }

    public override string ToString() => $"exit code {ExitCode}\n--- output\n{Output}\n--- error\n{Error}";
}
