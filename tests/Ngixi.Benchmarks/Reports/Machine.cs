using System.Runtime.InteropServices;
using Ngixi.Benchmarks.Peers;

namespace Ngixi.Benchmarks.Reports;

/// <summary>What a run ran on, in words.</summary>
internal static class Machine
{
    public static string Describe()
    {
        List<string> parts =
        [
            $"{Processor()}, {Environment.ProcessorCount} logical processors",
            $"{RuntimeInformation.OSDescription.Split('#')[0].Trim()} ({RuntimeInformation.OSArchitecture})",
            RuntimeInformation.FrameworkDescription,
            $"Wasmtime .NET {Tools.WasmtimeVersion}",
            Tools.IsInstalled("node") ? $"Node {Tools.Run("node", ["--version"]).Trim()}" : "no Node",
            CHost.Compiler is { } compiler ? Tools.Run(compiler, ["--version"]).Split('\n')[0] : "no C compiler",
        ];
        return string.Join("; ", parts);
    }

    private static string Processor()
    {
        const string Source = "/proc/cpuinfo";
        string? line = File.Exists(Source)
            ? File.ReadLines(Source).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line is null
            ? RuntimeInformation.ProcessArchitecture.ToString()
            : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
