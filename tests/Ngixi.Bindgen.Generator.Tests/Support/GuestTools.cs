using System.Diagnostics;

namespace Ngixi.Bindgen.Generator.Tests.Support;

/// <summary>AssemblyScript's compiler and formatter, run by Node.</summary>
internal static class GuestTools
{
    /// <summary>Compiles and checks the stubs in each folder; fails with what the tools say.</summary>
    public static string CheckStubs(IEnumerable<string> folders)
    {
        Assert.True(
            Directory.Exists(Path.Combine(TestPaths.GuestTools, "node_modules")),
            "AssemblyScript is not installed: run 'npm ci' in tests/guest-tools, or ./test.sh, which does it.");
        ProcessStartInfo start = new("node", ["stubs.mjs", .. folders])
        {
            WorkingDirectory = TestPaths.GuestTools,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output + error.Result);
        return output;
    }
}
