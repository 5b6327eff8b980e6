using System.Diagnostics;
using System.Reflection;
using Wasmtime;

namespace Ngixi.Benchmarks;

/// <summary>The programs and files of this machine that the benchmarks use.</summary>
internal static class Tools
{
    public static string ProjectDirectory { get; } = Metadata("ProjectDirectory");

    public static string NodeFolder => Path.Combine(ProjectDirectory, "node");

    public static string GeneratorAssembly { get; } = Metadata("GeneratorAssembly");

    /// <summary>Gets the folder with the packages that this machine has.</summary>
    public static string PackageFolder { get; } = Metadata("PackageFolder");

    public static string WasmtimeVersion => typeof(Engine).Assembly.GetName().Version!.ToString(3);

    public static string RepositoryDirectory { get; } = Metadata("RepositoryDirectory");

    /// <summary>Gets the native library that this process runs on.</summary>
    public static string NativeWasmtime
    {
        get
        {
            using Engine loaded = new();
            return Process.GetCurrentProcess().Modules
                .Cast<ProcessModule>()
                .Single(module => module.ModuleName.Contains("wasmtime.", StringComparison.Ordinal)
                    && !module.ModuleName.EndsWith(".dll", StringComparison.Ordinal)).FileName;
        }
    }

    /// <summary>Gets what comes before this program's own arguments: its assembly, where the host is dotnet.</summary>
    public static string[] SelfArguments =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Tools).Assembly.Location] : [];

    public static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it printed.</returns>
    public static string Run(string program, string[] arguments, string? folder = null, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}\n{output}{errors.Result}");
    }

    private static string Metadata(string key) => typeof(Tools).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key)
        .Value!;
}
