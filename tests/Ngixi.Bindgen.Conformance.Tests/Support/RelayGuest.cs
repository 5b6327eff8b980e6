using System.Collections.Concurrent;
using Ngixi.Bindgen.Conformance.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;
using Module = Wasmtime.Module;

namespace Ngixi.Bindgen.Conformance.Tests.Support;

/// <summary>
/// An AssemblyScript guest that is made from the table: for each type, a function that takes a value from the host and gives
/// it back.
/// </summary>
internal sealed class RelayGuest : IDisposable
{
    private const string Types = "Access, Bits, Collections, Extent, Invoice, Level, Mixed, Person, Point, Settings, Shape, Tree, Wide";

    private static readonly Engine Engine = new(GuestConfig.Create());
    private static readonly Lazy<string> Entry = new(WriteEntry);
    private static readonly ConcurrentDictionary<(string Runtime, bool IsExported), Lazy<Module>> Relays = new();

    private readonly Linker linker = new(Engine);
    private readonly Store store = new(Engine);
    private readonly Instance instance;
    private readonly Action? collect;

    /// <param name="runtime">AssemblyScript's runtime.</param>
    /// <param name="isRuntimeExported">Whether the host can have the guest collect its garbage.</param>
    public RelayGuest(string runtime = "incremental", bool isRuntimeExported = false)
    {
        store.SetGuestOptions(Values.OfMillions);
        linker.DefineAssemblyScript();
        linker.DefineGive(Giver);
        linker.DefineTake(Taker);
        instance = linker.Instantiate(store, RelayOf(runtime, isRuntimeExported)).Start();
        collect = instance.GetAction("__collect");
        Echo = instance.GetEcho();
        Elsewhere = new HereCaller(instance).ClientOf<IEchoGuest>();
    }

    /// <summary>The imports of a guest that uses every row.</summary>
    public static IEnumerable<FunctionImport> Imports => RelayOf("incremental", isRuntimeExported: false).Imports.OfType<FunctionImport>();

    public Giver Giver { get; } = new();

    public Taker Taker { get; } = new();

    public IEcho Echo { get; }

    /// <summary>Gets the same by calls that are data.</summary>
    public IEchoGuest Elsewhere { get; }

    public void Run(TypeRow row) => instance.GetAction(row.GuestName)!();

    /// <summary>Collects the guest's garbage, all of it.</summary>
    public void Collect() => collect!();

    public void Dispose()
    {
        store.Dispose();
        linker.Dispose();
    }

    private static Module RelayOf(string runtime, bool isRuntimeExported) =>
        Relays.GetOrAdd((runtime, isRuntimeExported), key => new Lazy<Module>(() =>
        {
            string[] options = ["assembly/host/exports.ts", "--optimizeLevel", "3", "--runtime", key.Runtime];
            options = key.IsExported ? [.. options, "--exportRuntime"] : options;
            return Module.FromBytes(Engine, $"relay-{key.Runtime}", AssemblyScriptCompiler.Compile(Entry.Value, options));
        })).Value;

    private static string WriteEntry()
    {
        const string Name = "assembly/relay.ts";
        IEnumerable<string> functions = ConformanceTable.Rows.Select(row =>
            $"export function {row.GuestName}(): void {{\n  const value: {row.AssemblyScript} = give.{row.GuestName}();\n  take.{row.GuestName}(value);\n}}\n");
        File.WriteAllText(
            Path.Combine(AssemblyScriptCompiler.GuestDirectory, Name),
            $"import * as ngixi from \"./host/ngixi\";\nimport {{ {Types}, give, take }} from \"./host\";\n\n{string.Join('\n', functions)}");
        IEnumerable<string> methods = ConformanceTable.Rows.Select(row =>
            $"  {row.GuestName}(value: {row.AssemblyScript}): {row.AssemblyScript} {{\n    return value;\n  }}\n");
        File.WriteAllText(
            Path.Combine(AssemblyScriptCompiler.GuestDirectory, "assembly", "echo.ts"),
            $"import * as ngixi from \"./host/ngixi\";\nimport {{ {Types}, Echo }} from \"./host\";\n\nclass Same extends Echo {{\n{string.Join('\n', methods)}}}\n\nexport const echo = new Same();\n");
        return Name;
    }
}
