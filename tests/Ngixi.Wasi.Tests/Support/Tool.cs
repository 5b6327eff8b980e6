using System.Reflection;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Module = Wasmtime.Module;

namespace Ngixi.Wasi.Tests.Support;

/// <summary>Runs guest-c/tool.c, which is compiled once.</summary>
internal static class Tool
{
    private static readonly Lazy<Module> Compiled = new(Compile);

    public static Module Module => Compiled.Value;

    /// <summary>Runs a command.</summary>
    /// <param name="grant">What the program may do; its arguments and output are set here.</param>
    /// <param name="arguments">The command.</param>
    /// <returns>The exit code and the lines that it wrote.</returns>
    public static (int Code, string Output) Run(WasiGrant grant, params string[] arguments) =>
        Run(grant, Timeout.InfiniteTimeSpan, arguments);

    /// <inheritdoc cref="Run(WasiGrant, string[])"/>
    public static (int Code, string Output) Run(WasiGrant grant, TimeSpan timeout, params string[] arguments)
    {
        List<string> lines = [];
        using Linker linker = new(RawGuest.Engine);
        linker.DefineGuestWasi(new GuestWasi(grant with
        {
            Arguments = ["tool", .. arguments],
            Output = ReferenceEquals(grant.Output, WasiOutput.Nowhere) ? WasiOutput.ToLines(lines.Add) : grant.Output,
        }));
        int code;
        using (Store store = new(RawGuest.Engine))
        {
            using GuestCallScope call = store.BeginCall(timeout);
            code = linker.Instantiate(store, Module).Run();
        }

        return (code, string.Join('\n', lines));
    }

    private static Module Compile()
    {
        string source = typeof(Tool).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(item => item.Key == "CGuestDirectory").Value!;
        using TemporaryFolder folder = new();
        CommandResult result = CCompiler.CompileProgram(folder.Path, Path.Combine(source, "tool.c"));
        result.Succeeds();
        return GuestCompiler.FromBytes(RawGuest.Engine, "tool", File.ReadAllBytes(folder.At("guest.wasm")));
    }
}
