using System.Diagnostics;

namespace Ngixi.Bindgen.Generator.Tests.Support;

/// <summary>AssemblyScript's compiler and formatter, run by Node.</summary>
internal static class GuestTools
{
    /// <summary>Compiles the stubs in each folder, as a guest that calls all of them, and returns what is wrong with them.</summary>
    /// <param name="folders">The folders, one for each guest.</param>
    /// <param name="isQuick">Whether to compile once, and to leave out how they are formatted.</param>
    public static string ProblemsOf(IReadOnlyCollection<string> folders, bool isQuick = false)
    {
        Assert.True(
            Directory.Exists(Path.Combine(TestPaths.GuestTools, "node_modules")),
            "AssemblyScript is not installed: run 'npm ci' in tests/guest-tools, or ./test.sh, which does it.");
        ProcessStartInfo start = new("node", ["stubs.mjs"])
        {
            WorkingDirectory = TestPaths.GuestTools,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (isQuick)
        {
            start.ArgumentList.Add("--quick");
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        foreach (string folder in folders)
        {
            process.StandardInput.WriteLine(folder);
        }

        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        Assert.EndsWith($"{folders.Count} checked\n", output, StringComparison.Ordinal);
        return output[..output.LastIndexOf($"{folders.Count} checked\n", StringComparison.Ordinal)];
    }
}
