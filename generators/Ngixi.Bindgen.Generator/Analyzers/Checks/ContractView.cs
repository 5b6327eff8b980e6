using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Guests;
using Ngixi.Bindgen.Generator.Guests.Languages;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Analyzers.Checks;

/// <summary>A contract as its checks see it: what the parser made of it, beside the symbols that it was made from.</summary>
internal sealed class ContractView
{
    private readonly SymbolAnalysisContext context;

    private ContractView(
        SymbolAnalysisContext context,
        AttributeData attribute,
        ImportInterface? import = null,
        ResourceInterface? resource = null,
        ExportInterface? export = null)
    {
        this.context = context;
        Attribute = attribute;
        Import = import;
        Resource = resource;
        Export = export;
        IEnumerable<ImportMethod> methods = import?.Methods ?? resource?.Methods ?? export!.Methods;
        Methods = [.. methods.Select(method => new MethodView(method, MethodSymbols.Find(Symbol, method)))];
    }

    public INamedTypeSymbol Symbol => (INamedTypeSymbol)context.Symbol;

    /// <summary>Gets <c>[WasmImport]</c>, <c>[WasmResource]</c> or <c>[WasmExport]</c>.</summary>
    public AttributeData Attribute { get; }

    public ImportInterface? Import { get; }

    public ResourceInterface? Resource { get; }

    public ExportInterface? Export { get; }

    public IReadOnlyList<MethodView> Methods { get; }

    /// <summary>Gets the languages of the project's guests.</summary>
    public IEnumerable<GuestLanguage> Languages =>
        GuestLanguages.Of(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions).Select(GuestLanguages.Find);

    public TypeName Name => Import?.Name ?? Resource?.Name ?? Export!.Name;

    public IEnumerable<EnumDefinition> Enums => Import?.Enums ?? Export?.Enums ?? default;

    public IEnumerable<RecordDefinition> Records => Import?.Records ?? Export?.Records ?? default;

    public IEnumerable<UnionDefinition> Unions => Import?.Unions ?? Export?.Unions ?? default;

    /// <summary>Gets whether a place is in the project.</summary>
    public bool IsHere(Location location) => location.SourceTree is { } tree && context.Compilation.ContainsSyntaxTree(tree);

    public CancellationToken Cancellation => context.CancellationToken;

    /// <summary>Reads a contract, or returns null where there is none that can be bound.</summary>
    public static ContractView? From(SymbolAnalysisContext context)
    {
        INamedTypeSymbol symbol = (INamedTypeSymbol)context.Symbol;
        if (InterfaceParser.ParseImport(symbol, Violations.Ignore(), context.CancellationToken) is { } import)
        {
            return new ContractView(context, symbol.FindAttribute(KnownNames.WasmImport)!, import);
        }

        if (InterfaceParser.ParseExport(symbol, Violations.Ignore(), context.CancellationToken) is { } export)
        {
            return new ContractView(context, symbol.FindAttribute(KnownNames.WasmExport)!, export: export);
        }

        return InterfaceParser.ParseResource(
            symbol,
            module: "",
            isHandedOut: false,
            ParseContext.Of(symbol, Violations.Ignore(), context.CancellationToken),
            out _) is { } resource
            ? new ContractView(context, symbol.FindAttribute(KnownNames.WasmResource)!, resource: resource)
            : null;
    }

    public void Report(DiagnosticDescriptor rule, Location? location, params object[] arguments) =>
        Report(rule, location, ImmutableDictionary<string, string?>.Empty, arguments);

    /// <param name="properties">What a fix needs to know.</param>
    public void Report(
        DiagnosticDescriptor rule, Location? location, ImmutableDictionary<string, string?> properties, params object[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(rule, location ?? Symbol.Locations[0], properties, arguments));

    /// <summary>Finds a type that the contract mentions.</summary>
    public INamedTypeSymbol? Find(TypeName name)
    {
        string nested = name.Path.Replace('.', '+');
        return context.Compilation.GetTypeByMetadataName(name.Namespace.Length == 0 ? nested : $"{name.Namespace}.{nested}");
    }

    /// <summary>The source of a parameter.</summary>
    public T? SyntaxOf<T>(ISymbol symbol)
        where T : SyntaxNode => symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(Cancellation) as T;
}

/// <summary>A method of a contract, and where it comes from.</summary>
internal sealed record MethodView(ImportMethod Model, IMethodSymbol Symbol)
{
    /// <summary>Gets where the method stands, or null where it has no source.</summary>
    public Location? Location => Symbol.Locations.FirstOrDefault(location => location.IsInSource);

    public IEnumerable<(MethodParameter Model, IParameterSymbol Symbol)> Parameters =>
        Model.Parameters.Select(parameter => (parameter, Symbol.Parameters.First(symbol => symbol.Name == parameter.Name)));
}
