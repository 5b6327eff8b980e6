using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Parsing;

internal static class SymbolExtensions
{
    /// <summary>Gets whether a type is a record. In a library, a record struct is told by the equality that only the compiler makes.</summary>
    public static bool IsRecordType(this INamedTypeSymbol type) => type.IsRecord
        || (type.TypeKind == TypeKind.Struct && type.GetMembers(WellKnownMemberNames.EqualityOperatorName).Any(
            member => member.FindAttribute("System.Runtime.CompilerServices.CompilerGeneratedAttribute") is not null));

    public static AttributeData? FindAttribute(this ISymbol symbol, string fullName)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && type.IsNamed(fullName))
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>Gets whether a type has this full name, which ends with its own name and names no type around it.</summary>
    public static bool IsNamed(this INamedTypeSymbol type, string fullName) =>
        fullName.EndsWith(type.Name, StringComparison.Ordinal) && type.ToTypeName().Full == fullName;

    public static string? FirstArgument(this AttributeData attribute) =>
        attribute.ConstructorArguments.Length > 0 ? attribute.ConstructorArguments[0].Value as string : null;

    public static string? NamedArgument(this AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                return argument.Value.Value as string;
            }
        }

        return null;
    }

    /// <summary>Gets whether a type, and all around it, have names: half-written code may lack them.</summary>
    public static bool HasName(this INamedTypeSymbol type)
    {
        for (ISymbol? current = type; current is not (null or INamespaceSymbol { IsGlobalNamespace: true }); current = current.ContainingSymbol)
        {
            if (current is INamespaceOrTypeSymbol && current.Name.Length == 0)
            {
                return false;
            }
        }

        return true;
    }

    public static TypeName ToTypeName(this INamedTypeSymbol type)
    {
        string path = type.Name;
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            path = $"{outer.Name}.{path}";
        }

        return new TypeName(NamespaceOf(type.ContainingNamespace), path);
    }

    /// <summary>Gets whether code beside the type, in another file of its assembly, can name it.</summary>
    public static bool IsAccessibleInAssembly(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal
                || current.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Gets whether an interface's member, which has a body then, is for the interface itself: private, or its answer to a base's.</summary>
    public static bool IsOwnBusiness(this ISymbol member) =>
        member.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal;

    public static bool IsPublic(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility != Accessibility.Public)
            {
                return false;
            }
        }

        return true;
    }

    private static string NamespaceOf(INamespaceSymbol? symbol)
    {
        if (symbol is null || symbol.IsGlobalNamespace)
        {
            return "";
        }

        string outer = NamespaceOf(symbol.ContainingNamespace);
        return outer.Length == 0 ? symbol.Name : $"{outer}.{symbol.Name}";
    }
}
