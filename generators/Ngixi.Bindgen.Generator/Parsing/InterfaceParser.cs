using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Abi;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Printing.AssemblyScript;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>Turns interface symbols into models. What cannot be bound is left out, and said in <see cref="Violations"/>.</summary>
internal static class InterfaceParser
{
    /// <summary>Reads a <c>[WasmImport]</c> interface, with every resource and enum that it reaches.</summary>
    public static ImportInterface? ParseImport(INamedTypeSymbol symbol, Violations violations, CancellationToken cancellation)
    {
        if (symbol.FindAttribute(KnownNames.WasmImport) is not { } attribute
            || !IsUsable(symbol, violations)
            || !IsModule(attribute.FirstArgument(), symbol, violations))
        {
            return null;
        }

        // It would have two pieces of glue of one name.
        if (symbol.FindAttribute(KnownNames.WasmResource) is not null)
        {
            violations.Add(Rules.ImportAndResource, symbol.Locations[0], symbol.Name);
            return null;
        }

        string module = attribute.FirstArgument()!;
        MethodParser parser = new(attribute.NamedArgument("Prefix") ?? "", isExport: false, violations, cancellation);
        EquatableArray<ImportMethod> methods = parser.Parse(symbol);
        ReachedTypes reached = ReachedTypes.From(module, parser.Types, cancellation);
        return new ImportInterface(
            symbol.ToTypeName(),
            symbol.IsPublic(),
            ShortNames.AreHidden(symbol),
            module,
            methods,
            reached.Resources,
            reached.Enums,
            reached.Records,
            reached.Unions,
            DocumentationParser.Parse(symbol, cancellation));
    }

    /// <summary>Reads a <c>[WasmExport]</c> interface, with every type that it reaches.</summary>
    public static ExportInterface? ParseExport(INamedTypeSymbol symbol, Violations violations, CancellationToken cancellation)
    {
        if (symbol.FindAttribute(KnownNames.WasmExport) is not { } attribute || !IsUsable(symbol, violations))
        {
            return null;
        }

        if (symbol.FindAttribute(KnownNames.WasmImport) is not null)
        {
            violations.Add(Rules.InvalidExport, symbol.Locations[0], symbol.Name, "the guest imports it, too; use an interface for each direction");
            return null;
        }

        if (symbol.AllInterfaces.Any(type => type.SpecialType == SpecialType.System_IDisposable))
        {
            violations.Add(Rules.InvalidExport, symbol.Locations[0], symbol.Name, "it lives as long as its instance's store, so it cannot be IDisposable");
            return null;
        }

        MethodParser parser = new(attribute.NamedArgument("Prefix") ?? "", isExport: true, violations, cancellation);
        EquatableArray<ExportMethod> methods = parser.Parse(symbol).Where(method => IsExportName(method, symbol, violations)).Select(method => new ExportMethod(
            method,
            ExportLowering.TakesBlock(method.Parameters) ? parser.Types.Arrange(method.Parameters.Where(parameter => !parameter.IsOut)) : null)).ToEquatableArray();
        ReachedTypes reached = ReachedTypes.From(module: "", parser.Types, cancellation);
        return new ExportInterface(
            symbol.ToTypeName(),
            symbol.IsPublic(),
            ShortNames.AreHidden(symbol),
            methods,
            reached.Enums,
            reached.Records,
            reached.Unions,
            DocumentationParser.Parse(symbol, cancellation));
    }

    /// <summary>Reads a <c>[WasmResource]</c> interface as an interface of <paramref name="module"/> uses it.</summary>
    /// <param name="types">Gets what read the types of its methods.</param>
    public static ResourceInterface? ParseResource(
        INamedTypeSymbol symbol, string module, bool isHandedOut, Violations violations, CancellationToken cancellation, out TypeParser types)
    {
        types = new TypeParser(cancellation);
        if (symbol.FindAttribute(KnownNames.WasmResource) is not { } attribute || !IsUsable(symbol, violations))
        {
            return null;
        }

        string? statedModule = attribute.NamedArgument("Module");
        if (statedModule is not null && !IsModule(statedModule, symbol, violations))
        {
            return null;
        }

        string prefix = attribute.FirstArgument() ?? "";
        string release = attribute.NamedArgument("Release") ?? "free";
        bool isDisposable = symbol.AllInterfaces.Any(type => type.SpecialType == SpecialType.System_IDisposable);
        MethodParser parser = new(prefix, isExport: false, violations, cancellation);
        if (isDisposable)
        {
            parser.Reserve(prefix + release, "its release");
        }

        EquatableArray<ImportMethod> methods = parser.Parse(symbol);
        types = parser.Types;
        return new ResourceInterface(
            symbol.ToTypeName(),
            ShortNames.AreHidden(symbol),
            statedModule ?? module,
            IsModuleStated: statedModule is not null,
            isHandedOut,
            isDisposable ? prefix + release : null,
            release,
            methods,
            DocumentationParser.Parse(symbol, cancellation));
    }

    /// <summary>An export is a function of the guest's language, so its name must be one there.</summary>
    private static bool IsExportName(ImportMethod method, INamedTypeSymbol symbol, Violations violations)
    {
        string name = method.ImportName;
        bool isIdentifier = name.All(character => character == '_' || (character < 128 && char.IsLetterOrDigit(character))) && !char.IsDigit(name[0]) && ScriptText.Identifier(name) == name;
        if (!isIdentifier || name is "memory" or "_initialize" or "_start" or "ngixi_area")
        {
            violations.Add(
                Rules.InvalidName,
                symbol.GetMembers(method.Name).FirstOrDefault()?.Locations[0] ?? symbol.Locations[0],
                name,
                "the name of an export",
                isIdentifier ? "every guest has an export of that name" : "use letters, digits and underscores, and no word of AssemblyScript");
            return false;
        }

        return true;
    }

    private static bool IsUsable(INamedTypeSymbol symbol, Violations violations)
    {
        if (symbol.IsGenericType)
        {
            violations.Add(Rules.Generic, symbol.Locations[0], symbol.Name);
            return false;
        }

        if (!symbol.IsAccessibleInAssembly())
        {
            violations.Add(Rules.NotAccessible, symbol.Locations[0], symbol.Name);
            return false;
        }

        return true;
    }

    private static bool IsModule(string? module, INamedTypeSymbol symbol, Violations violations)
    {
        if (module is null or "" or KnownNames.SupportModule)
        {
            violations.Add(
                Rules.InvalidName,
                symbol.Locations[0],
                module ?? "null",
                "an import module",
                module == KnownNames.SupportModule ? "it is reserved for the imports that every stub uses" : "give the module a name, for example \"env\"");
            return false;
        }

        return true;
    }
}
