using Ngixi.Cli.Modules;

namespace Ngixi.Cli.Running;

/// <summary>What is to be run.</summary>
/// <param name="File">The module.</param>
internal sealed record RunRequest(WasmFile File)
{
    /// <summary>Gets the export to call; null to start the guest alone, which runs a program to its end.</summary>
    public string? Call { get; init; }

    /// <summary>Gets the arguments of the export or the program.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Gets what records the run; null for nothing.</summary>
    public RunRecording? Recording { get; init; }

    /// <summary>Gets the file for a profile; null for none.</summary>
    public string? Profile { get; init; }
}
