using System.Text;
using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities;

namespace Ngixi.Wasi.Tests;

/// <summary>Programs in AssemblyScript, as users of <c>@assemblyscript/wasi-shim</c> compile them.</summary>
public sealed class ShimTests : IDisposable
{
    private static readonly Dictionary<string, Lazy<Module>> Modules = new[] { "incremental", "stub" }.ToDictionary(
        runtime => runtime,
        runtime => new Lazy<Module>(() => GuestCompiler.FromBytes(
            RawGuest.Engine,
            runtime,
            AssemblyScriptCompiler.CompileAsConfigured("assembly/index.ts", "--runtime", runtime))));

    private readonly TemporaryFolder folder = new();
    private readonly List<string> errors = [];

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("incremental", true)]
    [InlineData("incremental", false)]
    [InlineData("stub", true)]
    public void A_program_has_its_arguments_time_console_and_files(string runtime, bool isInMemory)
    {
        using DirectoryFileSystem directory = new(folder.Path);
        MemoryFileSystem memory = new();
        memory.WriteFile("in.txt", "grüße"u8);
        folder.Write("in.txt", "grüße");
        (int code, string output) = Run(runtime, isInMemory ? memory : directory, "program", "ä");
        Assert.Equal(
            """
            arguments: program, ä
            NAME=value, of 2
            now: 1700000000000, 1700000000000
            input: typed
            read: grüße
            written: 0
            read back: GRÜSSE
            out: 76
            """,
            output,
            ignoreLineEndingDifferences: true);
        Assert.Equal(0, code);
        Assert.Equal(["to the error", "trace: traced 1.0 2.0"], errors);
        Assert.Equal("GRÜSSE", isInMemory ? Encoding.UTF8.GetString(memory.ReadFile("out.txt")) : File.ReadAllText(folder.At("out.txt")));
    }

    [Theory]
    [InlineData("exit", 7, null)]
    [InlineData("throw", 255, "abort: asked for in assembly/index.ts(35:35)")]
    public void A_program_ends_itself(string how, int code, string? last)
    {
        Assert.Equal(code, Run("incremental", new MemoryFileSystem(), "program", how).Code);
        Assert.Equal(last ?? "trace: traced 1.0 2.0", errors[^1]);
    }

    private (int Code, string Output) Run(string runtime, IGuestFileSystem files, params string[] arguments)
    {
        List<string> lines = [];
        using Linker linker = new(RawGuest.Engine);
        linker.DefineGuestWasi(new GuestWasi(new WasiGrant
        {
            Arguments = arguments,
            Environment = new Dictionary<string, string> { ["NAME"] = "value", ["OTHER"] = "" },
            Input = "typed"u8.ToArray(),
            Output = WasiOutput.ToLines(lines.Add),
            Error = WasiOutput.ToLines(errors.Add),
            Clock = new ClockGrant { Time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)) },
            Files = new GuestFiles(new FileGrant { Mounts = [new FileMount("/", files, isWritable: true)] }),
        }));
        using Store store = new(RawGuest.Engine);
        int code = linker.Instantiate(store, Modules[runtime].Value).Run();
        return (code, string.Join('\n', lines));
    }
}
