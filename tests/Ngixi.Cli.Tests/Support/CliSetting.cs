using System.Text;

namespace Ngixi.Cli.Tests.Support;

/// <summary>The terminal that a test has.</summary>
internal sealed record CliSetting
{
    /// <summary>Gets the setting of a person who looks.</summary>
    public static CliSetting Person { get; } = new() { IsTerminal = true };

    public bool IsTerminal { get; init; }

    public int Width { get; init; } = 100;

    public Encoding Encoding { get; init; } = Encoding.UTF8;

    public string? NoColor { get; init; }

    public string Input { get; init; } = "";

    /// <summary>Gets variables of the environment.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets the folder of restored packages.</summary>
    public string? Packages { get; init; }
}
