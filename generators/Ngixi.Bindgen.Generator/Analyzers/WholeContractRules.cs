using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Ngixi.Bindgen.Generator.Analyzers.Checks;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Guests;
using Ngixi.Bindgen.Generator.Guests.Languages;
using Ngixi.Bindgen.Generator.Model;

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
        List<KeyValuePair<INamedTypeSymbol, ImportInterface>> contracts,
        ConcurrentDictionary<INamedTypeSymbol, ResourceInterface> resources,
        CompilationAnalysisContext context)
    {
        Dictionary<(string Module, string Name), string> owners = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (KeyValuePair<INamedTypeSymbol, ImportInterface> contract in contracts)
        {
            Take(
                contract.Value.Module,
                contract.Value.Name.Simple,
                contract.Value.Methods,
                method => MethodSymbols.LocationOf(contract.Key, method));
            foreach (ResourceInterface resource in contract.Value.Resources)
            {
                if (!seen.Add(resource.Name.Full))
                {
                    continue;
                }

                // One from another assembly has no place of its own here.
                INamedTypeSymbol? symbol = SymbolOf(resource.Name, resources);
                Take(
                    resource.Module,
                    resource.Name.Simple,
                    resource.Methods,
                    method => symbol is null ? contract.Key.Locations[0] : MethodSymbols.LocationOf(symbol, method));
                if (resource.ReleaseName is not null)
                {
                    TakeName(
                        resource.Module,
                        resource.ReleaseName,
                        $"{resource.Name.Simple}.Dispose",
                        (symbol ?? contract.Key).Locations[0]);
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
                    context.ReportDiagnostic(Rules.DuplicateImportName.At(
                        MethodSymbols.LocationOf(export.Key, method),
                        owner,
                        "export",
                        method.ImportName,
                        other));
                }
                else
                {
                    owners.Add(method.ImportName, owner);
                }
            }
        }
    }

    private static void CheckStubNames(
        List<KeyValuePair<INamedTypeSymbol, ImportInterface>> contracts,
        List<KeyValuePair<INamedTypeSymbol, ExportInterface>> exports,
        CompilationAnalysisContext context)
    {
        foreach (string name in GuestLanguages.Of(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions))
        {
            StubNameOwners owners = new(GuestLanguages.Find(name), context);
            foreach (KeyValuePair<INamedTypeSymbol, ImportInterface> contract in contracts)
            {
                owners.Take(contract.Key, contract.Value);
            }

            foreach (KeyValuePair<INamedTypeSymbol, ExportInterface> contract in exports)
            {
                owners.Take(contract.Key, contract.Value);
            }
        }
    }

    private static void CheckResourceModules(
        List<KeyValuePair<INamedTypeSymbol, ImportInterface>> contracts,
        ConcurrentDictionary<INamedTypeSymbol, ResourceInterface> resources,
        CompilationAnalysisContext context)
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
                INamedTypeSymbol handsOut = contracts.Last(contract =>
                    contract.Value.Resources.Any(use => use.IsHandedOut && use.Name == resource.Key)).Key;
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
