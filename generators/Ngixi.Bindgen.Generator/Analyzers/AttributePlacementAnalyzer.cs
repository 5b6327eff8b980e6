using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Analyzers;

/// <summary>Finds the attributes of a contract's methods on other methods, mostly on those that implement them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AttributePlacementAnalyzer : DiagnosticAnalyzer
{
    private static readonly string[] OfMethods = [KnownNames.WasmName, KnownNames.WasmErrors, KnownNames.WasmFilter];
    private static readonly string[] OfParameters = [KnownNames.MaxBytes, KnownNames.MaxItems];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Advice.AttributeWithoutEffect];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.Method);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        IMethodSymbol method = (IMethodSymbol)context.Symbol;
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation)
            || method is { ContainingType.TypeKind: TypeKind.Interface, IsStatic: false })
        {
            return;
        }

        Check(context, method, OfMethods, () => method.ImplementedContractMethods().FirstOrDefault());
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            Check(
                context,
                parameter,
                OfParameters,
                () => method.ImplementedContractMethods().FirstOrDefault()?.Parameters[parameter.Ordinal]);
        }
    }

    private static void Check(SymbolAnalysisContext context, ISymbol symbol, string[] attributes, Func<ISymbol?> findDeclaration)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type
                || !attributes.Any(type.IsNamed)
                || attribute.ApplicationSyntaxReference is not { } reference)
            {
                continue;
            }

            // The fix moves the attribute there.
            ISymbol? declaration = findDeclaration();
            Location? target = declaration?.FindAttribute(type.ToTypeName().Full) is null
                ? declaration?.Locations.FirstOrDefault(location => location.IsInSource)
                : null;
            context.ReportDiagnostic(Diagnostic.Create(
                Advice.AttributeWithoutEffect,
                reference.GetSyntax(context.CancellationToken).GetLocation(),
                target is null ? [] : [target],
                type.Name.Substring(0, type.Name.Length - "Attribute".Length),
                declaration is null
                    ? "put it on a method of an interface with [WasmImport] or [WasmResource]"
                    : $"put it on the method of {ContractOf(declaration).Name}"));
        }
    }

    private static INamedTypeSymbol ContractOf(ISymbol declaration) =>
        (declaration as IMethodSymbol ?? declaration.ContainingSymbol).ContainingType;
}
