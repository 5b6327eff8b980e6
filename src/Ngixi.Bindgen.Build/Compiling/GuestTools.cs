using System.Runtime.InteropServices;

namespace Ngixi.Bindgen.Build.Compiling;

/// <summary>Node and npm, run in a guest's folder.</summary>
internal sealed class GuestTools(string node, string npm, string folder, CancellationToken cancellation)
{
    private const int OldestNode = 20;

    private bool hasNode;

    public CancellationToken Cancellation { get; } = cancellation;

    private static string Remedy => $"Install Node {OldestNode} or later with npm: https://nodejs.org.";

    /// <summary>Runs a program for Node.</summary>
    /// <exception cref="StubException">There is no Node, or an old one.</exception>
    public ProgramResult RunNode(IReadOnlyList<string> arguments)
    {
        RequireNode();
        return Program.Run(node, arguments, folder, Cancellation)!;
    }

    /// <summary>Runs npm, which is a script on Windows.</summary>
    /// <exception cref="StubException">There is no Node, an old one, or no npm.</exception>
    public ProgramResult RunNpm(IReadOnlyList<string> arguments)
    {
        RequireNode();
        return (RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            ? Program.Run("cmd.exe", ["/d", "/c", npm, .. arguments], folder, Cancellation)
            : Program.Run(npm, arguments, folder, Cancellation))
            ?? throw new StubException(
                "NGXB0017", $"The packages of guests are installed by npm, and there is no 'npm' on the PATH. {Remedy}");
    }

    private void RequireNode()
    {
        if (hasNode)
        {
            return;
        }

        string version = Program.Run(node, ["--version"], folder, Cancellation)?.Output.Trim()
            ?? throw new StubException("NGXB0017", $"Guests are compiled by Node, and there is no 'node' on the PATH. {Remedy}");
        if (!int.TryParse(version.TrimStart('v').Split('.')[0], out int major) || major < OldestNode)
        {
            throw new StubException("NGXB0017", $"Guests are compiled by Node {OldestNode} or later, and this is {version}. {Remedy}");
        }

        hasNode = true;
    }
}
