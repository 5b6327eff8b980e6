using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Printing.AssemblyScript;

namespace Ngixi.Bindgen.Generator.Analyzers;

/// <summary>The rules that take all interfaces of a compilation together: names that must differ, modules that must agree.</summary>
internal static class WholeContractRules
{
    public static void Check(
        ConcurrentDictionary<INamedTypeSymbol, ImportInterface> contracts,
        ConcurrentDictionary<INamedTypeSymbol, ResourceInterface> resources,
        ConcurrentDictionary<INamedTypeSymbol, ExportInterface> exports,
        CompilationAnalysisContext context)
    {
        List<KeyValuePair<INamedTypeSymbol, ExportInterface>> orderedExports =
            [.. exports.OrderBy(contract => contract.Value.Name.Full, StringComparer.Ordinal)];
        List<KeyValuePair<INamedTypeSymbol, ImportInterface>> ordered =
            [.. contracts.OrderBy(contract => contract.Value.Name.Full, StringComparer.Ordinal)];
        CheckImportNames(ordered, resources, context);
        CheckExportNames(orderedExports, context);
        CheckStubNames(ordered, orderedExports, context);
        CheckResourceModules(ordered, resources, context);
        ResourceUse.Check(ordered, resources, context);
    }

    private static void CheckImportNames(
        List<KeyValuePair<INamedTypeSymbol, ImportInterface>> contracts, ConcurrentDictionary<INamedTypeSymbol, ResourceInterface> resources, CompilationAnalysisContext context)
    {
        Dictionary<(string Module, string Name), string> owners = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (KeyValuePair<INamedTypeSymbol, ImportInterface> contract in contracts)
        {
            Take(contract.Value.Module, contract.Value.Name.Simple, contract.Value.Methods, method => MethodSymbols.LocationOf(contract.Key, method));
            foreach (ResourceInterface resource in contract.Value.Resources)
            {
                if (!seen.Add(resource.Name.Full))
                {
                    continue;
                }

                // One from another assembly has no place of its own here.
                INamedTypeSymbol? symbol = SymbolOf(resource.Name, resources);
                Take(resource.Module, resource.Name.Simple, resource.Methods, method => symbol is null ? contract.Key.Locations[0] : MethodSymbols.LocationOf(symbol, method));
                if (resource.ReleaseName is not null)
                {
                    TakeName(resource.Module, resource.ReleaseName, $"{resource.Name.Simple}.Dispose", (symbol ?? contract.Key).Locations[0]);
                }
            }
        }

        void Take(string module, string type, IEnumerable<ImportMethod> methods, Func<ImportMethod, Location> locate)
        {
            foreach (ImportMethod method in methods)
            {
                TakeName(module, method.ImportName, $"{type}.{method.Name}", locate(method));
            }
        }

        void TakeName(string module, string name, string owner, Location location)
        {
            if (owners.TryGetValue((module, name), out string? other))
            {
                context.ReportDiagnostic(Rules.DuplicateImportName.At(location, owner, "import", $"{module}.{name}", other));
            }
            else
            {
                owners.Add((module, name), owner);
            }
        }
    }

    private static INamedTypeSymbol? SymbolOf(TypeName name, ConcurrentDictionary<INamedTypeSymbol, ResourceInterface> resources) =>
        resources.FirstOrDefault(resource => resource.Value.Name == name).Key;

    private static void CheckExportNames(List<KeyValuePair<INamedTypeSymbol, ExportInterface>> exports, CompilationAnalysisContext context)
    {
        Dictionary<string, string> owners = new(StringComparer.Ordinal);
        foreach (KeyValuePair<INamedTypeSymbol, ExportInterface> export in exports)
        {
            foreach (ImportMethod method in export.Value.Methods)
            {
                string owner = $"{export.Value.Name.Simple}.{method.Name}";
                if (owners.TryGetValue(method.ImportName, out string? other))
                {
                    context.ReportDiagnostic(Rules.DuplicateImportName.At(MethodSymbols.LocationOf(export.Key, method), owner, "export", method.ImportName, other));
                }
                else
                {
                    owners.Add(method.ImportName, owner);
                }
            }
        }
    }

    private static void CheckStubNames(
        List<KeyValuePair<INamedTypeSymbol, ImportInterface>> contracts, List<KeyValuePair<INamedTypeSymbol, ExportInterface>> exported, CompilationAnalysisContext context)
    {
        // File names, for file systems that do not tell capitals from small letters.
        Dictionary<string, TypeName?> files = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, TypeName?> exports = SupportStub.Exported.ToDictionary(name => name, _ => (TypeName?)null, StringComparer.Ordinal);
        foreach (KeyValuePair<INamedTypeSymbol, ImportInterface> contract in contracts)
        {
            Location place = contract.Key.Locations[0];
            Take(contract.Value.Name, isInterface: true, ScriptWords.Identifier(ScriptText.NamespaceOf(contract.Value.Name)), place);
            TakeResults(contract.Value.Name, contract.Value.Methods, method => MethodSymbols.LocationOf(contract.Key, method));
            foreach (ResourceInterface resource in contract.Value.Resources)
            {
                Take(resource.Name, isInterface: true, ScriptText.ClassName(resource.Name), place);
                TakeResults(resource.Name, resource.Methods, _ => place);
            }

            TakeDefinitions(contract.Value.Enums, contract.Value.Records, contract.Value.Unions, place);
        }

        foreach (KeyValuePair<INamedTypeSymbol, ExportInterface> contract in exported)
        {
            Location place = contract.Key.Locations[0];
            if (Take(contract.Value.Name, isInterface: true, ScriptText.ClassName(contract.Value.Name), place))
            {
                TakeName(files, ExportStubPrinter.FileOfExports(contract.Value.Name), contract.Value.Name, place);
            }

            TakeResults(contract.Value.Name, contract.Value.Methods, method => MethodSymbols.LocationOf(contract.Key, method));
            TakeDefinitions(contract.Value.Enums, contract.Value.Records, contract.Value.Unions, place);
        }

        void TakeDefinitions(IEnumerable<EnumDefinition> enums, IEnumerable<RecordDefinition> records, IEnumerable<UnionDefinition> unions, Location place)
        {
            foreach (TypeName name in enums.Select(enumeration => enumeration.Name).Concat(records.Select(record => record.Name)).Concat(unions.Select(union => union.Name)))
            {
                Take(name, isInterface: false, ScriptText.TypeName(name), PlaceOf(name) ?? place);
            }

            // The cases of a union are a namespace of their own.
            foreach (UnionDefinition union in unions)
            {
                Dictionary<string, TypeName?> cases = new(StringComparer.Ordinal);
                foreach (RecordDefinition item in union.Cases)
                {
                    TakeName(cases, ScriptText.TypeName(item.Name), item.Name, PlaceOf(item.Name) ?? place);
                }
            }
        }

        // The class of several results is named after its method.
        void TakeResults(TypeName owner, IEnumerable<ImportMethod> methods, Func<ImportMethod, Location> locate)
        {
            foreach (ImportMethod method in methods.Where(method => method.Result is TupleType))
            {
                TakeName(exports, TupleClasses.NameOf(owner, method), owner with { Path = $"{owner.Path}.{method.Name}" }, locate(method));
            }
        }

        // One report is enough for a type whose every name is taken.
        bool Take(TypeName name, bool isInterface, string exported, Location place) =>
            TakeName(files, ScriptText.FileOf(name, isInterface), name, place) && TakeName(exports, exported, name, place);

        bool TakeName(Dictionary<string, TypeName?> owners, string stub, TypeName name, Location place)
        {
            if (!owners.TryGetValue(stub, out TypeName? owner))
            {
                owners.Add(stub, name);
            }
            else if (owner != name)
            {
                string taken = owner is null ? "Ngixi.Bindgen itself" : $"'{owner.Full}'";
                context.ReportDiagnostic(Rules.DuplicateStubName.At(place, name.Full, stub, taken));
                return false;
            }

            return true;
        }

        Location? PlaceOf(TypeName name) =>
            context.Compilation.GetTypeByMetadataName(new TypeName(name.Namespace, name.Path.Replace('.', '+')).Full)?.Locations
                .FirstOrDefault(location => location.SourceTree is { } tree && context.Compilation.ContainsSyntaxTree(tree));
    }

    private static void CheckResourceModules(
        List<KeyValuePair<INamedTypeSymbol, ImportInterface>> contracts, ConcurrentDictionary<INamedTypeSymbol, ResourceInterface> resources, CompilationAnalysisContext context)
    {
        IEnumerable<IGrouping<TypeName, ResourceInterface>> handedOut = contracts
            .SelectMany(contract => contract.Value.Resources)
            .Where(resource => resource.IsHandedOut && !resource.IsModuleStated)
            .GroupBy(resource => resource.Name);
        foreach (IGrouping<TypeName, ResourceInterface> resource in handedOut)
        {
            List<string> modules = [.. resource.Select(use => use.Module).Distinct().OrderBy(module => module, StringComparer.Ordinal)];
            if (modules.Count > 1)
            {
                INamedTypeSymbol handsOut = contracts.Last(contract => contract.Value.Resources.Any(use => use.IsHandedOut && use.Name == resource.Key)).Key;
                string names = string.Join(" and ", modules.Select(module => $"'{module}'"));

                // The fix states one of the modules there.
                Location[] places = SymbolOf(resource.Key, resources) is { } symbol ? [symbol.Locations[0]] : [];
                context.ReportDiagnostic(Diagnostic.Create(
                    Rules.ResourceInTwoModules,
                    handsOut.Locations[0],
                    places,
                    ImmutableDictionary<string, string?>.Empty.Add("Modules", string.Join("\n", modules)),
                    resource.Key.Full,
                    names));
            }
        }
    }
}
