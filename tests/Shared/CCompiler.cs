using System.ComponentModel;
using Xunit;

namespace Ngixi.Bindgen.Tests.Shared;

/// <summary>The clang that makes guests in C. It needs the target and wasm-ld, which <c>./test.sh</c> installs.</summary>
internal static class CCompiler
{
    private static readonly Lazy<string?> Found = new(() => Candidates.FirstOrDefault(CanCompile));

    public static string Program
    {
        get
        {
            Assert.True(
                Found.Value is not null,
                "No clang is installed that compiles and links for wasm32. Run ./test.sh, or: sudo apt-get install clang-19 lld-19");
            return Found.Value!;
        }
    }

    private static IEnumerable<string> Candidates =>
        ["clang-19", "clang", .. Enumerable.Range(14, 12).Reverse().Select(version => $"clang-{version}")];

    /// <summary>Compiles and links a guest without a libc; a warning is a failure.</summary>
    public static CommandResult Compile(string folder, params string[] arguments) => Command.Run(
        Program,
        folder,
        [
            "--target=wasm32", "-O2", "-Wall", "-Wextra", "-Werror", "-ffreestanding", "-nostdlib", "-Wl,--no-entry", "-o", "guest.wasm",
            .. arguments,
        ]);

    /// <summary>Compiles and links a program with wasi-libc; a warning is a failure.</summary>
    public static CommandResult CompileProgram(string folder, params string[] arguments) => Command.Run(
        Program,
        folder,
        ["--target=wasm32-wasi", "-O2", "-Wall", "-Wextra", "-Werror", "-Wl,--strip-all", "-o", "guest.wasm", .. arguments]);

    private static bool CanCompile(string program)
    {
        using TemporaryFolder folder = new();
        folder.Write("empty.c", "int nothing;\n");
        try
        {
            return Command.Run(
                program, folder.Path, "--target=wasm32", "-nostdlib", "-Wl,--no-entry", "-o", "guest.wasm", "empty.c").ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // There is no such program.
        }
    }
}
