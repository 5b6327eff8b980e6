using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Generator.Analyzers.Checks;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Analyzers;

/// <summary>Finds in the source what the lines of a contract were made from.</summary>
internal sealed class ContractPlaces
{
    private readonly Dictionary<string, MethodPlace> methods;
    private readonly Dictionary<string, TypeName> types;
    private readonly INamedTypeSymbol contract;
    private readonly Compilation compilation;

    public ContractPlaces(INamedTypeSymbol symbol, ImportInterface contract, Compilation compilation)
        : this(
            symbol,
            compilation,
            PlacesOf(contract.Methods, method => ContractKey.Of(method.ImportName)).Concat(contract.Resources.SelectMany(resource =>
                PlacesOf(resource.Methods, method => ContractKey.Of(contract.Module, resource.Module, method.ImportName), resource.Name))),
            [
                .. contract.Enums.Select(type => type.Name),
                .. contract.Records.Select(type => type.Name),
                .. contract.Unions.Select(type => type.Name),
            ])
    {
    }

    public ContractPlaces(INamedTypeSymbol symbol, ExportInterface contract, Compilation compilation)
        : this(
            symbol,
            compilation,
            PlacesOf(contract.Methods, method => ContractKey.Of(method.ImportName)),
            [
                .. contract.Enums.Select(type => type.Name),
                .. contract.Records.Select(type => type.Name),
                .. contract.Unions.Select(type => type.Name),
            ])
    {
    }

    // The first of several: what names them alike is an error of its own.
    private ContractPlaces(
        INamedTypeSymbol contract,
        Compilation compilation,
        IEnumerable<(string Key, MethodPlace Place)> methods,
        IEnumerable<TypeName> types)
    {
        this.contract = contract;
        this.compilation = compilation;
        this.methods = methods
            .GroupBy(method => method.Key, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First().Place, StringComparer.Ordinal);
        this.types = types
            .GroupBy(type => type.Simple, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
    }

    /// <summary>Finds the method of a function, or returns null for another line and for one that is gone.</summary>
    public MethodPlace? FindMethod(ContractLine line) => methods.TryGetValue(line.Key, out MethodPlace? method) ? method : null;

    /// <summary>Finds the method, the type or the part of a type of a line; null for one that is gone.</summary>
    public ISymbol? Find(ContractLine line) => line switch
    {
        ContractFunction => FindMethod(line) is { } method && (method.Resource is { } resource ? SymbolOf(resource) : contract) is { } owner
            ? MethodSymbols.Find(owner, method.Method)
            : null,
        ContractDefinition definition => TypeOf(definition.Name),
        ContractMember member => TypeOf(member.Owner) is { } type ? type.GetMembers(member.Name).FirstOrDefault() ?? type : null,
        _ => null,
    };

    /// <summary>Finds the attribute of a limit.</summary>
    public AttributeData? FindAttribute(ContractLine line, ContractLimit limit)
    {
        string attribute = limit.Unit == LimitUnit.Bytes ? KnownNames.MaxBytes : KnownNames.MaxItems;
        IEnumerable<ISymbol> places = Find(line) switch
        {
            IMethodSymbol method => method.Parameters,
            INamedTypeSymbol type =>
                type.GetMembers()
                    .OfType<IPropertySymbol>()
                    .Concat<ISymbol>(type.InstanceConstructors.SelectMany(constructor => constructor.Parameters)),
            _ => [],
        };
        return places
            .Where(place => place.Name == limit.Name)
            .Select(place => place.FindAttribute(attribute))
            .FirstOrDefault(found => found is not null);
    }

    private static IEnumerable<(string Key, MethodPlace Place)> PlacesOf(
        IReadOnlyList<ImportMethod> all, Func<ImportMethod, string> keyOf, TypeName? resource = null) =>
        all.Select(method => (keyOf(method), new MethodPlace(method, all, resource)));

    private INamedTypeSymbol? TypeOf(string name) => types.TryGetValue(name, out TypeName? type) ? SymbolOf(type) : null;

    private INamedTypeSymbol? SymbolOf(TypeName name) =>
        compilation.GetTypeByMetadataName(new TypeName(name.Namespace, name.Path.Replace('.', '+')).Full);
}

/// <summary>The method that a function of a contract was made from.</summary>
/// <param name="All">All methods of its interface.</param>
/// <param name="Resource">The resource that it is of, or null.</param>
internal sealed record MethodPlace(ImportMethod Method, IEnumerable<ImportMethod> All, TypeName? Resource)
{
    /// <summary>Gets the number that a version of it would have.</summary>
    public int NextVersion =>
        1 + All.Where(other => MethodVersion.UnversionedName(other) == MethodVersion.UnversionedName(Method)).Max(other => other.Version);
}
