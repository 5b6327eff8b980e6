using System.Text;
using Ngixi.Cli.Failures;
using Ngixi.Cli.Output;
using Ngixi.Hosting;

namespace Ngixi.Cli.Modules;

/// <summary>A module that a command line names, with the manifest that it has.</summary>
/// <param name="Path">The module's file, as it was stated.</param>
/// <param name="Wasm">The module.</param>
/// <param name="ManifestPath">The manifest; null where there is none.</param>
internal sealed record WasmFile(string Path, byte[] Wasm, string? ManifestPath)
{
    private const string ManifestSuffix = ".ngixi.json";

    /// <summary>Gets a name for the module, where no manifest has one.</summary>
    public string Name
    {
        get
        {
            string name = new([.. System.IO.Path.GetFileNameWithoutExtension(Path)
                .Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '-')]);
            return name.Length == 0 ? "module" : name;
        }
    }

    /// <summary>Reads what a command line names.</summary>
    /// <param name="stated">A module, or a manifest that names one.</param>
    /// <param name="manifest">The manifest, where it is stated.</param>
    public static WasmFile Read(string stated, string? manifest)
    {
        byte[] bytes = ReadBytes(stated);
        if (bytes.AsSpan().TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'{' or (byte)'/', ..])
        {
            return OfManifest(stated, manifest);
        }

        RequireModule(stated, bytes);
        string beside = System.IO.Path.ChangeExtension(stated, null) + ManifestSuffix;
        if (manifest is not null && !File.Exists(manifest))
        {
            string shown = Printed.Name(manifest);
            throw CliException.File(
                Directory.Exists(manifest) ? $"The manifest '{shown}' is a directory." : $"There is no manifest '{shown}'.",
                $"Write one: ngixi inspect {Printed.Name(stated)} --manifest-skeleton > {shown}");
        }

        return new WasmFile(stated, bytes, manifest ?? (File.Exists(beside) ? beside : null));
    }

    private static WasmFile OfManifest(string stated, string? manifest)
    {
        if (manifest is not null)
        {
            throw CliException.Usage(
                $"'{Printed.Name(stated)}' is a manifest, and --manifest names another.", "Name the module, or leave one of them out.");
        }

        string? file = ManifestText.ModuleFileOf(stated);
        return file is null
            ? throw CliException.File(
                $"The manifest '{Printed.Name(stated)}' names no module.",
                "Write \"module\": { \"file\": \"….wasm\" } into it, or name the module here and the manifest by --manifest.")
            : Read(file, null) with { ManifestPath = stated };
    }

    private static byte[] ReadBytes(string path)
    {
        if (Directory.Exists(path))
        {
            throw CliException.File($"'{Printed.Name(path)}' is a directory.", "Name a .wasm file in it.");
        }

        long most = new ModuleBounds().Bytes;
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (!stream.CanSeek)
            {
                throw CliException.File($"'{Printed.Name(path)}' is no file.", "Write the module to a file first.");
            }

            if (stream.Length > most)
            {
                throw CliException.File(
                    $"'{Printed.Name(path)}' has {stream.Length:N0} bytes: {most:N0} are the most.",
                    "Build the module with optimizations (-O3), and strip what debuggers need.");
            }

            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw CliException.File($"There is no file '{Printed.Name(path)}'.", "Check the path, or build the guest first.", exception);
        }
    }

    private static void RequireModule(string path, byte[] bytes)
    {
        string shown = Printed.Name(path);
        if (bytes.Length == 0)
        {
            throw CliException.File($"'{shown}' is empty.", "Build the guest again.");
        }

        if (bytes is not [0, (byte)'a', (byte)'s', (byte)'m', ..])
        {
            bool isText = Encoding.ASCII.GetString(bytes, 0, Math.Min(bytes.Length, 512)).TrimStart().StartsWith('(');
            throw isText
                ? CliException.File($"'{shown}' is WebAssembly in text form.", $"Make it binary: wat2wasm {shown}")
                : CliException.File($"'{shown}' is no WebAssembly module.", "Name the .wasm file that the guest's compiler wrote.");
        }

        if (bytes is [_, _, _, _, _, _, 1, ..])
        {
            throw CliException.File(
                $"'{shown}' is a component, and guests are core modules.",
                "Build it for wasm32-unknown-unknown or wasm32-wasip1, without wasm-tools component new.");
        }
    }
}
