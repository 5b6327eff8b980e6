using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Ngixi.Bindgen.Build.Compiling;

/// <summary>Runs a program of the tool chain of guests to its end.</summary>
internal static class Program
{
    /// <summary>Runs a program.</summary>
    /// <returns>What it did; null if there is no such program.</returns>
    public static ProgramResult? Run(string program, IReadOnlyList<string> arguments, string folder, CancellationToken cancellation)
    {
        using Process process = new()
        {
            StartInfo = new ProcessStartInfo(program, string.Join(" ", arguments.Select(Quote)))
            {
                WorkingDirectory = folder,
                UseShellExecute = false,
                CreateNoWindow = true,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = TextFile.Utf8,
                StandardErrorEncoding = TextFile.Utf8,
            },
        };
        StringBuilder output = new();
        process.OutputDataReceived += Append;
        process.ErrorDataReceived += Append;
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }

        using (cancellation.Register(() => End(process)))
        {
            process.StandardInput.Close();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            process.WaitForExit();
        }

        cancellation.ThrowIfCancellationRequested();
        lock (output)
        {
            return new ProgramResult(process.ExitCode, output.ToString());
        }

        void Append(object sender, DataReceivedEventArgs line)
        {
            lock (output)
            {
                output.Append(line.Data).Append(line.Data is null ? "" : "\n");
            }
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    /// <summary>Quotes an argument as .NET and programs of Windows split a command line: backslashes count before quotes alone.</summary>
    private static string Quote(string argument)
    {
        if (argument.Length > 0 && argument.IndexOfAny([' ', '\t', '"']) < 0)
        {
            return argument;
        }

        StringBuilder quoted = new("\"");
        int backslashes = 0;
        foreach (char character in argument)
        {
            quoted.Append('\\', character == '"' ? backslashes + 1 : 0).Append(character);
            backslashes = character == '\\' ? backslashes + 1 : 0;
        }

        return quoted.Append('\\', backslashes).Append('"').ToString();
    }
}
