using System.Globalization;
using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>What a lenient fake returns: the emptiest value of a type, as an expression.</summary>
internal sealed class FakeFallback(ParseContext context)
{
    private static readonly HashSet<string> Collections = new(StringComparer.Ordinal)
    {
        "Dictionary", "HashSet", "IReadOnlyList", "ImmutableArray", "List", "ReadOnlyMemory", "ReadOnlySpan",
    };

    /// <summary>Puts the values of a tuple together; null where one has none.</summary>
    public static QualifiedName? Together(IReadOnlyList<QualifiedName?> parts) =>
        parts.Count == 0 || parts.Any(part => part is null) ? null
        : parts.Count == 1 ? parts[0]
        : new QualifiedName(
            $"({string.Join(", ", parts.Select(part => part!.Text))})",
            parts.SelectMany(part => part!.Aliases).Distinct().ToEquatableArray());

    /// <summary>Gets the value of a type; null where it has none that a guest could get.</summary>
    public QualifiedName? Of(ITypeSymbol type) => type switch
    {
        { NullableAnnotation: NullableAnnotation.Annotated } => Plain("default"),
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => Plain("default"),
        { SpecialType: SpecialType.System_String } => Plain("\"\""),
        IArrayTypeSymbol => Plain("[]"),
        INamedTypeSymbol { IsTupleType: true } tuple => Together([.. tuple.TupleElements.Select(element => Of(element.Type))]),
        INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration => HasZero(enumeration) ? Plain("default") : null,
        INamedTypeSymbol { Name: "IReadOnlyDictionary" } map when map.IsOfSystem() => New(map, "Dictionary"),
        INamedTypeSymbol { Name: "IReadOnlySet" } set when set.IsOfSystem() => New(set, "HashSet"),
        INamedTypeSymbol { Arity: > 0 } list when list.IsOfSystem() && Collections.Contains(list.Name) =>
            list is { Name: "ReadOnlyMemory" } ? Plain("default")
            : list is { Name: "ReadOnlySpan" } && list.TypeArguments[0].SpecialType == SpecialType.System_Char ? Plain("\"\"")
            : Plain("[]"),
        { IsValueType: true } when type.IsOfSystem() => Plain("default"),
        _ => null,
    };

    private static QualifiedName Plain(string text) => new(text, default);

    private static bool HasZero(INamedTypeSymbol type) =>
        type.FindAttribute(KnownNames.Flags) is not null
        || type.GetMembers().OfType<IFieldSymbol>().Any(member =>
            member.HasConstantValue && Convert.ToDecimal(member.ConstantValue, CultureInfo.InvariantCulture) == 0);

    private QualifiedName New(INamedTypeSymbol type, string name)
    {
        QualifiedName[] arguments = [.. type.TypeArguments.Select(context.QualifiedNameOf)];
        return new QualifiedName(
            $"new global::System.Collections.Generic.{name}<{string.Join(", ", arguments.Select(argument => argument.Text))}>()",
            arguments.SelectMany(argument => argument.Aliases).Distinct().ToEquatableArray());
    }
}
