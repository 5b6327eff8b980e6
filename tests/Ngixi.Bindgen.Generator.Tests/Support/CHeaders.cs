using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Generator.Tests.Support;

/// <summary>Compiles the headers of contracts as C11 and as C++17, where a warning is a failure.</summary>
internal sealed class CHeaders : IDisposable
{
    private static readonly string[] Warnings = ["-Wall", "-Wextra", "-Werror", "-pedantic-errors", "-Wno-gnu-empty-struct"];

    private readonly TemporaryFolder folder = new();
    private readonly List<string> names = [];

    public void Add(string name, IReadOnlyDictionary<string, string> headers)
    {
        names.Add(name);
        foreach ((string path, string text) in headers)
        {
            folder.Write($"{name}/{path}", text);
        }

        // Twice, and each header by itself first: none depends on another's order.
        folder.Write(
            $"{name}/all.c",
            string.Concat(headers.Keys.Order(StringComparer.Ordinal).Append("host.h").Select(path => $"#include \"{path}\"\n"))
            + "int main(void) { return 0; }\n");
        File.Copy(folder.At($"{name}/all.c"), folder.At($"{name}/all.cpp"));
    }

    /// <summary>Lists what the compiler says of each case.</summary>
    public IEnumerable<string> Problems() => names.SelectMany(name => new[] { Compile(name, "c", "c11"), Compile(name, "cpp", "c++17") })
        .Where(result => result.ExitCode != 0)
        .Select(result => result.ToString());

    public void Dispose() => folder.Dispose();

    private CommandResult Compile(string name, string extension, string standard) => Command.Run(
        CCompiler.Program,
        folder.At(name),
        [
            .. Warnings,
            "--target=wasm32",
            $"-std={standard}",
            "-ffreestanding",
            "-fsyntax-only",
            "-DNGIXI_ALLOCATE(size)=((void*)(size))",
            "-DNGIXI_FREE(memory)=((void)(memory))",
            $"all.{extension}",
        ]);
}
