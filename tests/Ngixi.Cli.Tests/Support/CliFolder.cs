using System.Text;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Cli.Output;
using Wasmtime;

namespace Ngixi.Cli.Tests.Support;

/// <summary>A folder with modules and manifests, and the program, which runs in this process with a captured terminal.</summary>
internal sealed class CliFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Path => folder.Path;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public string At(string name) => folder.At(name);

    public void Write(string name, string text) => folder.Write(name, text);

    public void WriteBytes(string name, ReadOnlySpan<byte> bytes) => File.WriteAllBytes(folder.At(name), bytes);

    /// <summary>Writes a module, of WebAssembly text.</summary>
    public void WriteModule(string name, string text) => WriteBytes(name, Module.ConvertText(text));

    /// <summary>Runs a command line. An argument that begins with <c>./</c> is a path in the folder.</summary>
    public CliResult Run(params string[] arguments) => Run(new CliSetting(), arguments);

    public CliResult Run(CliSetting setting, params string[] arguments) => RunAsync(setting, default, arguments).GetAwaiter().GetResult();

    public async Task<CliResult> RunAsync(CliSetting setting, CancellationToken cancellation, params string[] arguments)
    {
        using MemoryStream raw = new();
        using StringWriterWith output = new(setting.Encoding);
        using StringWriterWith error = new(setting.Encoding);
        using Terminal terminal = new(output, raw, error)
        {
            IsOutputTerminal = setting.IsTerminal,
            IsErrorTerminal = setting.IsTerminal,
            Width = setting.Width,
            Time = Time,
            Input = () => new MemoryStream(Encoding.UTF8.GetBytes(setting.Input)),
            Variable = name => name switch
            {
                "NO_COLOR" => setting.NoColor,
                "NUGET_PACKAGES" => setting.Packages,
                _ => setting.Variables.GetValueOrDefault(name),
            },
        };
        int code = await CommandLine.RunAsync(
            [.. arguments.Select(argument => argument.StartsWith("./", StringComparison.Ordinal) ? folder.At(argument[2..]) : argument)],
            terminal,
            cancellation);
        string bytes = Encoding.UTF8.GetString(raw.ToArray());
        return new CliResult(code, Local(bytes + output), Local(error.ToString()));
    }

    public void Dispose() => folder.Dispose();

    // What is printed does not depend on where the folder is.
    private string Local(string text) => text.Replace(folder.Path + System.IO.Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    private sealed class StringWriterWith(Encoding encoding) : StringWriter
    {
        public override Encoding Encoding => encoding;
    }
}
