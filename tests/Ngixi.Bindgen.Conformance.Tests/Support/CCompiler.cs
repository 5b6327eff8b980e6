using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Conformance.Tests.Support;

/// <summary>A clang that can make WebAssembly, if there is one: it needs the target and wasm-ld.</summary>
internal static class CCompiler
{
    private static readonly Lazy<string?> Program = new(() => Candidates.FirstOrDefault(CanCompile));

    public static bool IsThere => Program.Value is not null;

    private static IEnumerable<string> Candidates => ["clang", .. Enumerable.Range(14, 12).Reverse().Select(version => $"clang-{version}")];

    /// <summary>Compiles a file; a warning is a failure.</summary>
    public static byte[] Compile(string source)
    {
        using TemporaryFolder folder = new();
        Run(Program.Value!, folder, source).Succeeds();
        return File.ReadAllBytes(folder.At("guest.wasm"));
    }

    private static bool CanCompile(string program)
    {
        using TemporaryFolder folder = new();
        folder.Write("empty.c", "int nothing;\n");
        try
        {
            return Run(program, folder, folder.At("empty.c")).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // There is no such program.
        }
    }

    private static CommandResult Run(string program, TemporaryFolder folder, string source) => Command.Run(
        program, folder.Path, "--target=wasm32", "-O2", "-Wall", "-Wextra", "-Werror", "-ffreestanding", "-nostdlib", "-Wl,--no-entry", "-o", "guest.wasm", source);
}
