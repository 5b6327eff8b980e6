using System.Diagnostics;
using System.Reflection;
using Ngixi.Bindgen.Tests.Shared;

namespace Quickstart.Tests;

/// <summary>The quickstart's guests in AssemblyScript and in C, compiled as their users compile them.</summary>
public sealed class QuickstartGuest : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ngixi-quickstart-").FullName;

    public QuickstartGuest()
    {
        string compiler = Path.Combine(Metadata("GuestToolsDirectory"), "node_modules", "assemblyscript", "bin", "asc.js");
        Assert.True(
            File.Exists(compiler),
            "AssemblyScript is not installed: run 'npm ci' in tests/guest-tools, or ./test.sh, which does it.");
        foreach ((string target, string entry) in new[] { ("release", "index"), ("debug", "index"), ("test", "index.test") })
        {
            (int exitCode, string output) = Run(
                "node",
                Metadata("GuestDirectory"),
                compiler, $"assembly/{entry}.ts", "--target", target,
                "--textFile", Path.Combine(folder, "guest.wat"), "--outFile", PathOf(target));
            Assert.True(exitCode == 0 && output.Length == 0, output);
        }

        CCompiler.Compile(folder, ["-std=c11", .. Directory.GetFiles(Metadata("CGuestDirectory"), "*.c"), "-o", PathOf("c")]).Succeeds();
        (int exit, string said) = Run(
            "env",
            folder,
            $"CC={CCompiler.Program}",
            "sh",
            Path.Combine(Metadata("CGuestDirectory"), "build.sh"),
            PathOf("c-script"));
        Assert.True(exit == 0 && said.Length == 0, said);
    }

    public static string Host => Metadata("Host");

    public static string CGuest => Metadata("CGuestDirectory");

    public string PathOf(string target) => Path.Combine(folder, $"{target}.wasm");

    public static (int ExitCode, string Output) Run(string program, string directory, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Metadata(string key) => typeof(QuickstartGuest).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key)
        .Value!;
}
