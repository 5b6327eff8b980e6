using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Analyzers.Checks;

/// <summary>Who disposes an object: guests by releasing a handle, and never what they have no handle of.</summary>
internal static class Disposal
{
    private const string DisposeAsync = "DisposeAsync";

    public static void Check(ContractView contract)
    {
        if (contract.Resource is { ReleaseName: null })
        {
            contract.Report(Advice.ResourceNotReleased, null, contract.Symbol.Name);
        }

        foreach (MethodView method in contract.Methods)
        {
            if (method.Symbol.Name == DisposeAsync && method.Symbol.ContainingType.IsNamed("System.IAsyncDisposable"))
            {
                contract.Report(Advice.DisposeAsyncImport, BaseOf(contract), contract.Symbol.Name, method.Model.ImportName);
            }
        }
    }

    /// <summary>Where the interface names <c>IAsyncDisposable</c> itself.</summary>
    private static Location? BaseOf(ContractView contract) => contract.Symbol.DeclaringSyntaxReferences
        .Select(reference => reference.GetSyntax(contract.Cancellation))
        .OfType<InterfaceDeclarationSyntax>()
        .SelectMany(declaration => declaration.BaseList?.Types ?? [])
        .FirstOrDefault(type => type.ToString().EndsWith("IAsyncDisposable", StringComparison.Ordinal))
        ?.GetLocation();
}
