using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>Writes a type so that it means the same wherever it stands: whatever else is in reach there.</summary>
internal static class QualifiedTypeText
{
    /// <param name="type">The type.</param>
    /// <param name="aliasOf">The alias of an assembly's reference.</param>
    public static string Of(ITypeSymbol type, Func<IAssemblySymbol?, string> aliasOf)
    {
        string text = type switch
        {
            IArrayTypeSymbol array => $"{Of(array.ElementType, aliasOf)}[{new string(',', array.Rank - 1)}]",
            IPointerTypeSymbol pointer => $"{Of(pointer.PointedAtType, aliasOf)}*",
            { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } or not INamedTypeSymbol => Plain(type),
            INamedTypeSymbol named when IsKeyword(named) => Plain(type),
            INamedTypeSymbol named => OfNamed(named, aliasOf),
        };
        return type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } ? text + "?" : text;
    }

    private static string OfNamed(INamedTypeSymbol type, Func<IAssemblySymbol?, string> aliasOf)
    {
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return $"{Of(type.TypeArguments[0], aliasOf)}?";
        }

        if (type is { IsTupleType: true, TupleElements.Length: > 1 })
        {
            return $"({string.Join(", ", type.TupleElements.Select(element => OfElement(element, aliasOf)))})";
        }

        string name = Identifier(type.Name);
        if (type.TypeArguments.Length > 0)
        {
            name += $"<{string.Join(", ", type.TypeArguments.Select(argument => Of(argument, aliasOf)))}>";
        }

        if (type.ContainingType is { } outer)
        {
            return $"{OfNamed(outer, aliasOf)}.{name}";
        }

        string path = name;
        for (INamespaceSymbol? space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            path = $"{Identifier(space.Name)}.{path}";
        }

        return $"{aliasOf(type.ContainingAssembly)}::{path}";
    }

    private static string OfElement(IFieldSymbol element, Func<IAssemblySymbol?, string> aliasOf) =>
        Of(element.Type, aliasOf) + (element.IsExplicitlyNamedTupleElement ? $" {Identifier(element.Name)}" : "");

    /// <summary>Gets whether a type has a keyword for a name, which nothing can hide.</summary>
    private static bool IsKeyword(INamedTypeSymbol type) =>
        type.SpecialType is SpecialType.System_Object or SpecialType.System_Void or SpecialType.System_Boolean
            or SpecialType.System_Char or SpecialType.System_SByte or SpecialType.System_Byte
            or SpecialType.System_Int16 or SpecialType.System_UInt16
            or SpecialType.System_Int32 or SpecialType.System_UInt32
            or SpecialType.System_Int64 or SpecialType.System_UInt64
            or SpecialType.System_Decimal or SpecialType.System_Single or SpecialType.System_Double
            or SpecialType.System_String;

    private static string Plain(ITypeSymbol type) => type.SpecialType switch
    {
        // The keywords of both can be hidden.
        SpecialType.System_IntPtr => "global::System.IntPtr",
        SpecialType.System_UIntPtr => "global::System.UIntPtr",
        _ => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
    };

    public static string Identifier(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
