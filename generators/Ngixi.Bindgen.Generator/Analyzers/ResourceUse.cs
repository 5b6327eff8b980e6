using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Analyzers;

/// <summary>
/// Resources that no interface hands out have neither glue nor stub, or only take part in methods that no guest can call.
/// </summary>
internal static class ResourceUse
{
    public static void Check(
        IReadOnlyCollection<KeyValuePair<INamedTypeSymbol, ImportInterface>> contracts,
        ConcurrentDictionary<INamedTypeSymbol, ResourceInterface> resources,
        CompilationAnalysisContext context)
    {
        // A library may have resources alone, for the interfaces of others.
        if (contracts.Count == 0)
        {
            return;
        }

        // A method that is left out for another reason is meant to hand it out too.
        HashSet<TypeName> handedOut = [.. contracts
            .SelectMany(contract => contract.Value.Resources)
            .Where(resource => resource.IsHandedOut)
            .Select(resource => resource.Name)];
        HashSet<ISymbol?> returned = new(contracts.SelectMany(contract => ReturnedBy(contract.Key)), SymbolEqualityComparer.Default);
        foreach (KeyValuePair<INamedTypeSymbol, ResourceInterface> resource in resources)
        {
            if (!handedOut.Contains(resource.Value.Name) && !returned.Contains(resource.Key))
            {
                context.ReportDiagnostic(Diagnostic.Create(Advice.ResourceNotHandedOut, resource.Key.Locations[0], resource.Key.Name));
            }
        }
    }

    private static IEnumerable<ITypeSymbol> ReturnedBy(INamedTypeSymbol contract) =>
        contract.GetMembers().OfType<IMethodSymbol>().Select(method => method.ReturnType.WithoutTask());
}
