using Ngixi.Bindgen.Conformance.Tests.Contracts;
using Ngixi.Bindgen.Tests.Shared;
using Module = Wasmtime.Module;

namespace Ngixi.Bindgen.Conformance.Tests.Support;

/// <summary>The guest that is written by hand in C: <c>guest-c/guest.c</c>.</summary>
internal sealed class CGuest : IDisposable
{
    private readonly Linker linker = new(CheckedInGuest.Engine);
    private readonly Store store = new(CheckedInGuest.Engine);
    private readonly Instance instance;

    public CGuest(Module module)
    {
        linker.DefineGive(Giver);
        linker.DefineTake(Taker);
        instance = linker.Instantiate(store, module);
    }

    public static CheckedInGuest Source { get; } = new("guest.wasm", () => [File.ReadAllText(CheckedInGuest.At("guest.c"))], Compile);

    /// <summary>The rows that the guest knows.</summary>
    public static IEnumerable<TypeRow> Rows =>
        ConformanceTable.Rows.Where(row => Source.Modules[0].Exports.Any(export => export.Name == row.GuestName));

    public Giver Giver { get; } = new();

    public Taker Taker { get; } = new();

    public void Run(TypeRow row) => instance.GetAction(row.GuestName)!();

    public void Dispose()
    {
        store.Dispose();
        linker.Dispose();
    }

    private static byte[] Compile()
    {
        using TemporaryFolder folder = new();
        CCompiler.Compile(folder.Path, CheckedInGuest.At("guest.c")).Succeeds();
        return File.ReadAllBytes(folder.At("guest.wasm"));
    }
}
