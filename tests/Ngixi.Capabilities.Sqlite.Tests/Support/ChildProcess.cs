using System.Diagnostics;

namespace Ngixi.Capabilities.Sqlite.Tests;

/// <summary>This program in another process: see <see cref="Child"/>.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process process;

    private ChildProcess(Process process) => this.process = process;

    public static ChildProcess Start(params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, [typeof(Child).Assembly.Location, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_TieredPGO"] = "0";
        return new ChildProcess(Process.Start(start)!);
    }

    public void WriteLine(string line) => process.StandardInput.WriteLine(line);

    public async Task<string?> ReadLineAsync() => await process.StandardOutput.ReadLineAsync();

    /// <summary>Ends the process at once, by signal 9.</summary>
    public void Kill() => process.Kill();

    /// <summary>Waits for the end, and gets what the process wrote and was not read.</summary>
    public async Task<string[]> ReadToEndAsync()
    {
        string text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public int ExitCode => process.ExitCode;

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }
}
