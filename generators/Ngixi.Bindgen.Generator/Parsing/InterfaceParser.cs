using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Model;

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

        string module = attribute.FirstArgument()!;
        MethodParser parser = new(attribute.NamedArgument("Prefix") ?? "", violations, cancellation);
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
        MethodParser parser = new(prefix, violations, cancellation);
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
