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
    private const string Types = "Access, Bits, Level, Mixed, Person, Point, Shape, Tree, Wide";

    private static readonly Engine Engine = new();
    private static readonly Lazy<Module> Relay = new(() => Module.FromBytes(Engine, "relay", Compile()));

    private readonly Linker linker = new(Engine);
    private readonly Store store = new(Engine);
    private readonly Instance instance;

    public RelayGuest()
    {
        linker.DefineAssemblyScript();
        linker.DefineGive(Giver);
        linker.DefineTake(Taker);
        instance = linker.Instantiate(store, Relay.Value);
        instance.GetAction("_initialize")!();
        Echo = instance.GetEcho();
    }

    public Giver Giver { get; } = new();

    public Taker Taker { get; } = new();

    public IEcho Echo { get; }

    public void Run(string export) => instance.GetAction(export)!();

    public void Dispose()
    {
        store.Dispose();
        linker.Dispose();
    }

    private static byte[] Compile()
    {
        string entry = Path.Combine(AssemblyScriptCompiler.GuestDirectory, "assembly", "relay.ts");
        IEnumerable<string> functions = ConformanceTable.Rows.Select(row =>
            $"export function {row.GuestName}(): void {{\n  const value: {row.AssemblyScript} = give.{row.GuestName}();\n  take.{row.GuestName}(value);\n}}\n");
        File.WriteAllText(
            entry,
            $"import * as ngixi from \"./host/ngixi\";\nimport {{ {Types}, give, take }} from \"./host\";\n\n{string.Join('\n', functions)}");
        IEnumerable<string> methods = ConformanceTable.Rows.Select(row => $"  {row.GuestName}(value: {row.AssemblyScript}): {row.AssemblyScript} {{\n    return value;\n  }}\n");
        File.WriteAllText(
            Path.Combine(AssemblyScriptCompiler.GuestDirectory, "assembly", "echo.ts"),
            $"import * as ngixi from \"./host/ngixi\";\nimport {{ {Types}, Echo }} from \"./host\";\n\nclass Same extends Echo {{\n{string.Join('\n', methods)}}}\n\nexport const echo = new Same();\n");
        return AssemblyScriptCompiler.Compile("assembly/relay.ts", "assembly/host/exports.ts", "--optimizeLevel", "3");
    }
}
