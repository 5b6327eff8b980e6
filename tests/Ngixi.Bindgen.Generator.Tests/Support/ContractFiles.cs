using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Generator.Contracts;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Tests.Support;

/// <summary>Contracts of small sources, and contract files as a project has them.</summary>
internal static class ContractFiles
{
    public const string Path = "/project/Demo.contract.json";

    /// <summary>The shapes of all interfaces of a source, by their names.</summary>
    public static IReadOnlyList<ContractShape> ShapesOf(params string[] sources) => ShapesOf(Sources.Compile(sources));

    /// <inheritdoc cref="ShapesOf(string[])"/>
    public static IReadOnlyList<ContractShape> ShapesOf(CSharpCompilation compilation) =>
        [.. ContractsOf(compilation).Select(contract => contract.Shape)];

    /// <summary>The contracts of all interfaces of a source, by their names.</summary>
    public static IReadOnlyList<HostContract> ContractsOf(params string[] sources) => ContractsOf(Sources.Compile(sources));

    /// <inheritdoc cref="ContractsOf(string[])"/>
    public static IReadOnlyList<HostContract> ContractsOf(CSharpCompilation compilation) =>
        [.. compilation.GetSymbolsWithName(_ => true, SymbolFilter.Type)
            .OfType<INamedTypeSymbol>()
            .Select(ContractOf)
            .OfType<HostContract>()
            .OrderBy(contract => contract.Shape.Name, StringComparer.Ordinal)];

    private static HostContract? ContractOf(INamedTypeSymbol symbol) =>
        InterfaceParser.ParseImport(symbol, Violations.Ignore(), CancellationToken.None) is { } contract ? ContractLimits.Of(contract)
        : InterfaceParser.ParseExport(symbol, Violations.Ignore(), CancellationToken.None) is { } exported ? ContractLimits.Of(exported)
        : null;

    /// <summary>The contract file that records a source.</summary>
    public static string Record(string source) => ContractFile.Empty.Record(ContractsOf(source)).Print();

    public static AnalyzerOptions Options(string contractFile, string mode = "Check") =>
        new([new Text(contractFile)], new Properties(mode));

    public static AdditionalText AdditionalText(string contractFile) => new Text(contractFile);

    private sealed class Text(string text) : AdditionalText
    {
        public override string Path => ContractFiles.Path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Properties(string mode) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(mode);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(string mode) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == "build_property.NgixiContracts" ? mode : null;
            return value is not null;
        }
    }
}
