using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Ngixi.Bindgen.Tests.Shared;

/// <summary>Runs a program to its end and keeps what it prints.</summary>
internal static partial class Command
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    public static CommandResult Dotnet(string folder, params string[] arguments) =>
        Run(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", folder, arguments);

    public static CommandResult Run(string program, string folder, params string[] arguments) =>
        Run(program, folder, new Dictionary<string, string>(), arguments);

    /// <summary>Runs a program with some variables of its environment set to other values.</summary>
    public static CommandResult Run(
        string program, string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using Process process = new() { StartInfo = Describe(program, folder, arguments) };
        foreach ((string name, string value) in environment)
        {
            process.StartInfo.Environment[name] = value;
        }

        StringBuilder output = new();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            Append(output, $"ended by the test after {Limit}");
        }

        process.WaitForExit();
        lock (output)
        {
            return new CommandResult($"{program} {string.Join(' ', arguments)}", process.ExitCode, output.ToString());
        }
    }

    private static ProcessStartInfo Describe(string program, string folder, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What the build that runs the tests set for itself is not for the builds in the tests.
        foreach (string name in start.Environment.Keys
            .Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
            .ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        return start;
    }

    private static void Append(StringBuilder output, string? line)
    {
        // Null is the end of one of the two streams, which may come before the other's first line.
        if (line is null)
        {
            return;
        }

        lock (output)
        {
            output.AppendLine(Color().Replace(line, ""));
        }
    }

    /// <summary>asc colors its errors where the environment says that a CI runs it.</summary>
    [GeneratedRegex(@"\e\[[\d;]*m")]
    private static partial Regex Color();
}
