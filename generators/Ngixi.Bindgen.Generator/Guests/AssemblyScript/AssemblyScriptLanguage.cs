using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Guests.AssemblyScript;

/// <summary>AssemblyScript: a module for each interface and type, an index of them, and an entry file of exports.</summary>
internal sealed class AssemblyScriptLanguage : GuestLanguage
{
    public const string LanguageName = "AssemblyScript";

    public static readonly ValueNotes Notes = new("The 16 bytes of a GUID: see `parseGuid` and `formatGuid`.", tellsNull: false);

    private static readonly HashSet<string> OwnImports = new(StringComparer.Ordinal)
    {
        "abort", "trace", "seed", "Date.now", "performance.now",
        "console.assert", "console.debug", "console.error", "console.info", "console.log", "console.warn",
    };

    public override string Name => LanguageName;

    public override IReadOnlyList<ScopedName> OwnNames => ScriptNames.Own;

    public override StubFile Print(LoweredImports contract, IReadOnlyList<string> markers) => StubPrinter.Print(contract, markers);

    public override IReadOnlyList<Func<StubFile>> Print(LoweredExports contract, IReadOnlyList<string> markers) =>
    [
        () => ExportStubPrinter.PrintClass(contract),
        () => ExportStubPrinter.PrintExports(contract, markers),
    ];

    public override StubFile? Print(SharedType type) => StubPrinter.Print(type);

    public override IReadOnlyList<StubFile> PrintShared(IReadOnlyList<StubSummary> stubs, string assembly)
    {
        List<StubFile> shared = [SupportStub.Print(), IndexStubPrinter.Print(assembly)];
        return stubs.Any(stub => stub.Role == StubRole.Exports) ? [.. shared, ExportStubPrinter.PrintIndex(assembly)] : shared;
    }

    public override StubNames NamesOf(ImportInterface contract) => ScriptNames.Of(contract);

    public override StubNames NamesOf(ResourceInterface resource) => ScriptNames.Of(resource);

    public override StubNames NamesOf(ExportInterface contract) => ScriptNames.Of(contract);

    public override StubNames NamesOf(EnumDefinition enumeration) => ScriptNames.Of(enumeration);

    public override StubNames NamesOf(RecordDefinition record) => ScriptNames.Of(record);

    public override StubNames NamesOf(UnionDefinition union) => ScriptNames.Of(union);

    /// <summary>A guest in AssemblyScript asks for these with parameters of its own, where the host does not define them for it.</summary>
    public override bool IsOwnImport(string module, string name) => module == "env" && OwnImports.Contains(name);
}
