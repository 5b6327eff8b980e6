using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Parsing;

internal static class SymbolExtensions
{
    /// <summary>
    /// Gets whether a type is a record. In a library, a record struct is told by the equality that only the compiler makes.
    /// </summary>
    public static bool IsRecordType(this INamedTypeSymbol type) => type.IsRecord
        || (type.TypeKind == TypeKind.Struct && type.GetMembers(WellKnownMemberNames.EqualityOperatorName).Any(
            member => member.FindAttribute("System.Runtime.CompilerServices.CompilerGeneratedAttribute") is not null));

    /// <summary>
    /// Gets whether a type has properties that cross: a record, or a class or a struct that is nothing but data. That has properties
    /// to be set, is made without arguments, and neither derives from another nor is of another kind by its interfaces.
    /// </summary>
    public static bool IsDataType(this INamedTypeSymbol type) => type.IsRecordType()
        || (type is { IsAbstract: false, IsStatic: false, IsRefLikeType: false }
            && (type.TypeKind == TypeKind.Struct
                || (type.TypeKind == TypeKind.Class && type.BaseType is { SpecialType: SpecialType.System_Object }))
            && !type.IsOfSystem()
            && type.AllInterfaces.All(implemented =>
                implemented.IsOfSystem() && implemented.Name is not ("IDisposable" or "IAsyncDisposable" or "IEnumerable"))
            && type.InstanceConstructors.Any(constructor =>
                constructor.Parameters.IsEmpty && constructor.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal)
            && type.GetMembers().Any(member => member is IPropertySymbol
            {
                IsStatic: false,
                IsIndexer: false,
                DeclaredAccessibility: Accessibility.Public,
                GetMethod.DeclaredAccessibility: Accessibility.Public,
                SetMethod.DeclaredAccessibility: Accessibility.Public,
            }));

    /// <summary>Gets whether a type is one of .NET.</summary>
    public static bool IsOfSystem(this ITypeSymbol type) =>
        type.ContainingNamespace?.ToDisplayString() is { } space
        && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal));

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

    public static bool IsSet(this AttributeData attribute, string name) =>
        attribute.NamedArguments.Any(argument => argument.Key == name && argument.Value.Value is true);

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
        for (ISymbol? current = type;
            current is not (null or INamespaceSymbol { IsGlobalNamespace: true });
            current = current.ContainingSymbol)
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

    /// <summary>
    /// Gets whether an interface's member, which has a body then, is for the interface itself: private, or its answer to a base's.
    /// </summary>
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
