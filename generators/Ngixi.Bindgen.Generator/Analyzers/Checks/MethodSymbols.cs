using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Analyzers.Checks;

/// <summary>Finds again what the parser's models, which hold nothing of the compiler, were made from.</summary>
internal static class MethodSymbols
{
    public static IMethodSymbol Find(INamedTypeSymbol contract, ImportMethod method) => contract.AllInterfaces
        .Insert(0, contract)
        .SelectMany(type => type.GetMembers(method.Name).OfType<IMethodSymbol>())
        .First(symbol => symbol.ToDisplayString(MethodParser.SignatureFormat) == method.Signature);

    /// <summary>Where a method stands, or where its interface does when it has no source itself.</summary>
    public static Location LocationOf(INamedTypeSymbol contract, ImportMethod method) =>
        Find(contract, method).Locations.FirstOrDefault(location => location.IsInSource) ?? contract.Locations[0];
}
