using System.Security.Cryptography;
using System.Text;
using Ngixi.Bindgen.Conformance.Tests.Contracts;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Module = Wasmtime.Module;

namespace Ngixi.Bindgen.Conformance.Tests.Support;

/// <summary>The guest in C under <c>guest-c/</c>: as it is checked in, and as the compiler makes it.</summary>
internal sealed class CGuest : IDisposable
{
    private static readonly Engine Engine = new(GuestConfig.Create());
    private static readonly Lazy<IReadOnlyList<Module>> LazyModules = new(Load);

    private readonly Linker linker = new(Engine);
    private readonly Store store = new(Engine);
    private readonly Instance instance;

    public CGuest(Module module)
    {
        linker.DefineGive(Giver);
        linker.DefineTake(Taker);
        instance = linker.Instantiate(store, module);
    }

    public static IReadOnlyList<Module> Modules => LazyModules.Value;

    /// <summary>The rows that the guest knows.</summary>
    public static IEnumerable<TypeRow> Rows => ConformanceTable.Rows.Where(row => Modules[0].Exports.Any(export => export.Name == row.GuestName));

    public static string Source => Path.Combine(Folder, "guest.c");

    public static string CheckedIn => Path.Combine(Folder, "guest.wasm");

    public Giver Giver { get; } = new();

    public Taker Taker { get; } = new();

    private static string Folder => AssemblyScriptCompiler.Metadata("CGuestDirectory");

    /// <summary>A custom section at the module's end, which binds it to its source.</summary>
    public static byte[] SourceSection()
    {
        byte[] name = Encoding.ASCII.GetBytes("source-sha256");
        byte[] hash = SHA256.HashData(File.ReadAllBytes(Source));
        return [0, (byte)(1 + name.Length + hash.Length), (byte)name.Length, .. name, .. hash];
    }

    public void Run(TypeRow row) => instance.GetAction(row.GuestName)!();

    public void Dispose()
    {
        store.Dispose();
        linker.Dispose();
    }

    private static List<Module> Load()
    {
        return [Module.FromBytes(Engine, "guest-c", File.ReadAllBytes(CheckedIn)), Module.FromBytes(Engine, "guest-c-compiled", Compile())];
    }

    /// <summary>Compiles the source.</summary>
    public static byte[] Compile()
    {
        using TemporaryFolder folder = new();
        CCompiler.Compile(folder.Path, Source).Succeeds();
        return File.ReadAllBytes(folder.At("guest.wasm"));
    }
}
