using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Analyzers;

/// <summary>Says why a class with <c>[Fake&lt;T&gt;]</c> is not implemented.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FakeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.InvalidFake];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        INamedTypeSymbol symbol = (INamedTypeSymbol)context.Symbol;
        if (symbol.TypeKind != TypeKind.Class || symbol.FindAttribute(KnownNames.Fake) is null)
        {
            return;
        }

        foreach (string problem in FakeRules.ProblemsOf(symbol, context.CancellationToken))
        {
            context.ReportDiagnostic(Rules.InvalidFake.At(symbol.Locations[0], symbol.Name, problem));
        }

        if (!GlueRequirements.IsLanguageNewEnough(context.Compilation, out string language))
        {
            context.ReportDiagnostic(Rules.InvalidFake.At(
                symbol.Locations[0], symbol.Name, $"fakes need C# 12, but the project uses C# {language}; remove <LangVersion>"));
        }
    }
}
