using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>What the parsers of one interface share.</summary>
internal sealed class ParseContext(Compilation compilation, Violations violations, CancellationToken cancellation)
{
    public Violations Violations => violations;

    public CancellationToken Cancellation => cancellation;

    public static ParseContext Of(INamedTypeSymbol contract, Violations violations, CancellationToken cancellation) =>
        new(((ISourceAssemblySymbol)contract.ContainingAssembly).Compilation, violations, cancellation);

    /// <summary>The same for a thing whose violations are reported elsewhere.</summary>
    public ParseContext WithoutViolations() => new(compilation, Violations.Ignore(), cancellation);

    /// <summary>The name of a type, with the alias of the reference that has it.</summary>
    public TypeName NameOf(INamedTypeSymbol type) => type.ToTypeName() with { Alias = AliasOf(type.ContainingAssembly) };

    /// <summary>The name of a type that may have type arguments.</summary>
    public QualifiedName QualifiedNameOf(ITypeSymbol type)
    {
        SortedSet<string> aliases = new(StringComparer.Ordinal);
        return new QualifiedName(QualifiedTypeText.Of(type, AliasIn), aliases.ToEquatableArray());

        string AliasIn(IAssemblySymbol? assembly)
        {
            string alias = AliasOf(assembly);
            if (alias != TypeName.Global)
            {
                aliases.Add(alias);
            }

            return alias;
        }
    }

    /// <summary>Gets whether the project's own code can use a thing.</summary>
    public bool IsAccessible(ISymbol symbol) => compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly);

    /// <summary>Where a thing is declared in the project, or null for one of a reference.</summary>
    public Location? PlaceOf(ISymbol symbol) => symbol.Locations.FirstOrDefault(IsHere);

    /// <summary>Where the type of a record's property stands in the project, or null for one of a reference.</summary>
    public Location? PlaceOfType(IPropertySymbol property) => property.DeclaringSyntaxReferences
        .Select(reference => reference.GetSyntax(cancellation) switch
        {
            PropertyDeclarationSyntax declaration => declaration.Type.GetLocation(),
            ParameterSyntax parameter => parameter.Type?.GetLocation(),
            _ => null,
        })
        .FirstOrDefault(location => location is not null && IsHere(location)) ?? PlaceOf(property);

    /// <summary>Where an attribute stands in the project, or null for one of a reference.</summary>
    public Location? PlaceOf(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() is { } location && IsHere(location) ? location : null;

    // Another project of the solution has source, too, and no diagnostic of this one can stand there.
    private bool IsHere(Location location) => location.SourceTree is { } tree && compilation.ContainsSyntaxTree(tree);

    private string AliasOf(IAssemblySymbol? assembly)
    {
        ImmutableArray<string> aliases = assembly is null ? [] : compilation.GetMetadataReference(assembly)?.Properties.Aliases ?? [];
        return aliases.IsDefaultOrEmpty || aliases.Contains(TypeName.Global) ? TypeName.Global : aliases[0];
    }
}
