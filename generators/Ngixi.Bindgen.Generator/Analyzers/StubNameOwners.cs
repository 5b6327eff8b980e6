using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Ngixi.Bindgen.Generator.Analyzers.Checks;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Guests;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Analyzers;

/// <summary>The names in the stubs of one language, and what has each of them. A name that two things would have is reported.</summary>
internal sealed class StubNameOwners
{
    private readonly GuestLanguage language;
    private readonly CompilationAnalysisContext context;

    /// <summary>The owners; null is the toolkit itself.</summary>
    private readonly Dictionary<(string Scope, string Key), TypeName?> owners = [];

    public StubNameOwners(GuestLanguage language, CompilationAnalysisContext context)
    {
        this.language = language;
        this.context = context;
        foreach (ScopedName name in language.OwnNames)
        {
            owners.Add((name.Scope, name.Key), null);
        }
    }

    public void Take(INamedTypeSymbol symbol, ImportInterface contract)
    {
        Location place = symbol.Locations[0];
        Take(language.NamesOf(contract), claim => claim.Method is { } method ? MethodSymbols.LocationOf(symbol, method) : place);
        foreach (ResourceInterface resource in contract.Resources)
        {
            Take(language.NamesOf(resource), _ => place);
        }

        TakeTypes(contract.Enums, contract.Records, contract.Unions, place);
    }

    public void Take(INamedTypeSymbol symbol, ExportInterface contract)
    {
        Location place = symbol.Locations[0];
        Take(language.NamesOf(contract), claim => claim.Method is { } method ? MethodSymbols.LocationOf(symbol, method) : place);
        TakeTypes(contract.Enums, contract.Records, contract.Unions, place);
    }

    private void TakeTypes(
        IEnumerable<EnumDefinition> enums, IEnumerable<RecordDefinition> records, IEnumerable<UnionDefinition> unions, Location place)
    {
        foreach (StubNames names in enums
            .Select(language.NamesOf)
            .Concat(records.Select(language.NamesOf))
            .Concat(unions.Select(language.NamesOf)))
        {
            Take(names, claim => PlaceOf(claim.Owner) ?? place);
        }
    }

    private void Take(StubNames names, Func<NameClaim, Location> locate)
    {
        foreach (NameClaim claim in names.Claims)
        {
            // One report is enough for a type whose every name is taken.
            ScopedName? taken = claim.Names.FirstOrDefault(name => !TryTake(name, claim.Owner));
            if (taken is not null)
            {
                string owner = owners[(taken.Scope, taken.Key)] is { } other ? $"'{other.Full}'" : "Ngixi.Bindgen itself";
                context.ReportDiagnostic(Rules.DuplicateStubName.At(locate(claim), claim.Owner.Full, taken.Name, owner));
            }
        }
    }

    private bool TryTake(ScopedName name, TypeName type)
    {
        if (!owners.TryGetValue((name.Scope, name.Key), out TypeName? owner))
        {
            owners.Add((name.Scope, name.Key), type);
            return true;
        }

        return owner == type;
    }

    private Location? PlaceOf(TypeName name) =>
        context.Compilation.GetTypeByMetadataName(new TypeName(name.Namespace, name.Path.Replace('.', '+')).Full)?.Locations
            .FirstOrDefault(location => location.SourceTree is { } tree && context.Compilation.ContainsSyntaxTree(tree));
}
