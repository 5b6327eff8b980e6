using System.Collections.Concurrent;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Build.Tests;

/// <summary>
/// Runs <c>dotnet</c> with servers of MSBuild, as <c>DOTNET_CLI_USE_MSBUILD_SERVER</c> asks for. A server stays loaded, so that a
/// build costs a third of what one in a new process does.
/// </summary>
internal static class BuildServer
{
    // A server ends by itself once it has no build for so long.
    private const string IdleMilliseconds = "20000";

    /// <summary>Servers of this run that have no build, by what their pipe is named after. A server does one build at a time.</summary>
    private static readonly ConcurrentBag<string> Idle = [];

    public static CommandResult Dotnet(string folder, params string[] arguments)
    {
        string server = Idle.TryTake(out string? idle) ? idle : $"ngixi-{Guid.NewGuid():N}";
        CommandResult result = Command.Dotnet(
            folder,
            new Dictionary<string, string>
            {
                ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "1",
                ["MSBUILDDISABLENODEREUSE"] = "0",
                ["MSBUILDNODEHANDSHAKESALT"] = server,
                ["MSBUILDNODECONNECTIONTIMEOUT"] = IdleMilliseconds,
            },
            arguments);
        Idle.Add(server);
        return result;
    }
}
