using Microsoft.CodeAnalysis;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>The types that glue names short, for the sake of its reader, as long as nothing of the user's hides them.</summary>
internal static class ShortNames
{
    private static readonly string[] Types =
    [
        "BlockingScope", "CallConvCdecl", "DateTimeOffset", "Exception", "Func", "GeneratedCodeAttribute", "GuestContext", "GuestException", "GuestText", "Guid", "HostCall", "ImportBinder",
        "Linker", "ReadOnlyMemory", "ReadOnlySpan", "ResultArea", "Span", "TimeSpan", "UnmanagedCallersOnlyAttribute", "ValueSlot",
    ];

    /// <summary>Gets whether a namespace around the interface has a type of one of these names.</summary>
    public static bool AreHidden(INamedTypeSymbol symbol)
    {
        for (INamespaceSymbol? current = symbol.ContainingNamespace; current is not null; current = current.ContainingNamespace)
        {
            foreach (string type in Types)
            {
                foreach (INamedTypeSymbol found in current.GetTypeMembers(type))
                {
                    if (SymbolEqualityComparer.Default.Equals(found.ContainingAssembly, symbol.ContainingAssembly))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }
}
