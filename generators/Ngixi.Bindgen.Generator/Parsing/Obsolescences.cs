using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>Reads <c>[Obsolete]</c> and <c>[Experimental]</c>: generated code passes them on, and is not warned of them.</summary>
internal static class Obsolescences
{
    private const string Obsolete = "System.ObsoleteAttribute";
    private const string Experimental = "System.Diagnostics.CodeAnalysis.ExperimentalAttribute";

    public static Obsolescence? Of(ISymbol symbol) => symbol.FindAttribute(Obsolete) is { } attribute
        ? new Obsolescence(
            attribute.FirstArgument(),
            attribute.ConstructorArguments.Length > 1 && attribute.ConstructorArguments[1].Value is true)
        : null;

    public static bool IsExperimental(ISymbol symbol) => symbol.FindAttribute(Experimental) is not null;

    /// <summary>Gets whether the use of a thing is an error, which no pragma can turn off.</summary>
    public static bool IsError(ISymbol symbol) => Of(symbol) is { IsError: true };

    /// <summary>Gets whether the use of a type, or of one in it, is an error.</summary>
    public static bool IsErrorIn(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsErrorIn(array.ElementType),
        INamedTypeSymbol named =>
            IsError(named) || named.TypeArguments.Any(IsErrorIn) || (named.ContainingType is { } outer && IsErrorIn(outer)),
        _ => false,
    };
}
