using System.Diagnostics;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Hosting.Tests.Support;

/// <summary>The program of Ngixi.Hosting.Stress in a process of its own.</summary>
internal sealed class StressProcess : IDisposable
{
    private readonly Process process;

    private StressProcess(Process process) => this.process = process;

    public static StressProcess Start(params string[] arguments) => new(Process.Start(new ProcessStartInfo(
        Environment.ProcessPath!, [AssemblyScriptCompiler.Metadata("StressProgram"), .. arguments])
    {
        RedirectStandardOutput = true,
    })!);

    public async Task<string?> ReadLineAsync() => await process.StandardOutput.ReadLineAsync();

    /// <summary>Waits for the end, and gets the lines that were not read.</summary>
    public async Task<string[]> ReadToEndAsync()
    {
        string text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Ends the process at once.</summary>
    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
