using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>Turns interface symbols into models. What cannot be bound is left out, and reported to <see cref="Violations"/>.</summary>
internal static class InterfaceParser
{
    /// <summary>Ends the name of the class that defines an interface's imports.</summary>
    public const string ImportsSuffix = "Imports";

    /// <summary>Ends the name of the class that gets what a guest exports.</summary>
    public const string ExportsSuffix = "Exports";

    /// <summary>Names the asynchronous interface of guests that may run elsewhere.</summary>
    /// <param name="name">The name of the exported interface, without its prefix.</param>
    public static string ClientNameOf(string name) => $"I{name}Guest";

    /// <summary>Reads a <c>[WasmImport]</c> interface, with every type that it reaches.</summary>
    public static ImportInterface? ParseImport(INamedTypeSymbol symbol, Violations violations, CancellationToken cancellation)
    {
        if (symbol.FindAttribute(KnownNames.WasmImport) is not { } attribute
            || !IsUsable(symbol, violations)
            || !IsModule(attribute.FirstArgument(), symbol, violations))
        {
            return null;
        }

        if (symbol.FindAttribute(KnownNames.WasmResource) is not null)
        {
            violations.Add(Rules.ImportAndResource, symbol.Locations[0], symbol.Name);
            return null;
        }

        string module = attribute.FirstArgument()!;
        ParseContext context = ParseContext.Of(symbol, violations, cancellation);
        MethodParser parser = new(context, attribute.NamedArgument("Prefix") ?? "", isExport: false);
        EquatableArray<ImportMethod> methods = parser.Parse(symbol);
        if (!IsTypeArgument(symbol))
        {
            return null;
        }

        ReachedTypes reached = ReachedTypes.From(context, module, parser.Types);
        return new ImportInterface(
            symbol.ToTypeName(),
            GlueNameOf(symbol, ImportsSuffix),
            symbol.IsPublic(),
            Obsolescences.Of(symbol),
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
            violations.Add(
                Rules.InvalidExport,
                symbol.Locations[0],
                symbol.Name,
                "it is also an import; declare an interface for each direction");
            return null;
        }

        if (symbol.FindAttribute(KnownNames.WasmResource) is not null)
        {
            violations.Add(Rules.InvalidExport, symbol.Locations[0], symbol.Name, "it is also a resource; declare an interface for each");
            return null;
        }

        int before = violations.Count;
        if (symbol.AllInterfaces.Any(type => type.SpecialType == SpecialType.System_IDisposable))
        {
            violations.Add(
                Rules.InvalidExport,
                symbol.Locations[0],
                symbol.Name,
                "it lives as long as the store of its instance; remove IDisposable");
        }

        ParseContext context = ParseContext.Of(symbol, violations, cancellation);
        MethodParser parser = new(context, attribute.NamedArgument("Prefix") ?? "", isExport: true);
        EquatableArray<ImportMethod> methods = parser
            .Parse(symbol)
            .Where(method => IsExportName(method, symbol, violations))
            .ToEquatableArray();
        if (!IsTypeArgument(symbol))
        {
            return null;
        }

        ReachedTypes reached = ReachedTypes.From(context, module: "", parser.Types);
        return new ExportInterface(
            symbol.ToTypeName(),
            GlueNameOf(symbol, ExportsSuffix),
            attribute.IsSet("Async") ? NameBeside(symbol, ClientNameOf(symbol.ToTypeName().WithoutInterfacePrefix)) : null,
            symbol.IsPublic(),
            Obsolescences.Of(symbol),
            IsComplete: violations.Count == before,
            methods,
            reached.Enums,
            reached.Records,
            reached.Unions,
            DocumentationParser.Parse(symbol, cancellation));
    }

    /// <summary>Reads a <c>[WasmResource]</c> interface as an interface of <paramref name="module"/> uses it.</summary>
    /// <param name="context">What is shared with the interface that uses it, but for what is left out of this one.</param>
    /// <param name="types">Gets what read the types of its methods.</param>
    public static ResourceInterface? ParseResource(
        INamedTypeSymbol symbol, string module, bool isHandedOut, ParseContext context, out TypeParser types)
    {
        types = new TypeParser(context);
        if (symbol.FindAttribute(KnownNames.WasmResource) is not { } attribute || !IsUsable(symbol, context.Violations))
        {
            return null;
        }

        string? statedModule = attribute.NamedArgument("Module");
        if (statedModule is not null && !IsModule(statedModule, symbol, context.Violations))
        {
            return null;
        }

        string prefix = attribute.FirstArgument() ?? "";
        string release = attribute.NamedArgument("Release") ?? "free";
        bool isDisposable = symbol.AllInterfaces.Any(type => type.SpecialType == SpecialType.System_IDisposable);
        MethodParser parser = new(context, prefix, isExport: false);
        if (isDisposable && !parser.TryReserve(prefix + release, "Dispose"))
        {
            context.Violations.Add(Rules.InvalidName, symbol.Locations[0], prefix + release, "import name", ImportName.Remedy);
            isDisposable = false;
        }

        EquatableArray<ImportMethod> methods = parser.Parse(symbol);
        types = parser.Types;
        return new ResourceInterface(
            context.NameOf(symbol),
            Obsolescences.IsError(symbol),
            statedModule ?? module,
            IsModuleStated: statedModule is not null,
            isHandedOut,
            isDisposable ? prefix + release : null,
            release,
            methods,
            DocumentationParser.Parse(symbol, context.Cancellation));
    }

    /// <summary>The class of an interface's glue, which no type of the user beside it has the name of.</summary>
    private static string GlueNameOf(INamedTypeSymbol symbol, string suffix) =>
        NameBeside(symbol, symbol.ToTypeName().WithoutInterfacePrefix + suffix);

    /// <summary>A name that no type of the user beside an interface has.</summary>
    public static string NameBeside(INamedTypeSymbol symbol, string name)
    {
        while (symbol.ContainingNamespace.GetMembers(name).Any())
        {
            name += "_";
        }

        return name;
    }

    /// <summary>An export is a function of the guest's language, so its name must be one there.</summary>
    private static bool IsExportName(ImportMethod method, INamedTypeSymbol symbol, Violations violations)
    {
        string? problem = ExportName.ProblemOf(method.ImportName);
        if (problem is not null)
        {
            Location place = symbol.GetMembers(method.Name).FirstOrDefault()?.Locations[0] ?? symbol.Locations[0];
            violations.Add(Rules.InvalidName, place, method.ImportName, "export name", problem);
        }

        return problem is null;
    }

    /// <summary>
    /// Gets whether generic code can take an interface. One with a static member that nobody implements it cannot, and all glue
    /// of such an interface would be an error of the compiler.
    /// </summary>
    private static bool IsTypeArgument(INamedTypeSymbol symbol) =>
        !symbol.AllInterfaces
            .Insert(0, symbol)
            .SelectMany(type => type.GetMembers())
            .Any(member => member is { IsStatic: true, IsAbstract: true });

    private static bool IsUsable(INamedTypeSymbol symbol, Violations violations)
    {
        if (!symbol.HasName())
        {
            violations.Skip();
            return false;
        }

        for (INamedTypeSymbol? type = symbol; type is not null; type = type.ContainingType)
        {
            if (type.TypeParameters.Length > 0)
            {
                violations.Add(Rules.Generic, symbol.Locations[0], symbol.Name, SymbolEqualityComparer.Default.Equals(type, symbol)
                    ? "is generic, but a function has one signature; remove the type parameters"
                    : $"is nested in the generic '{type.Name}', but a function has one signature; move it out");
                return false;
            }
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
        string? problem = module switch
        {
            null or "" => "name the module, for example \"env\"",
            LoweredImports.SupportModule => "it is reserved for imports of the stubs; choose another module",
            _ when !ImportName.IsValid(module) => ImportName.Remedy,
            _ => null,
        };
        if (problem is not null)
        {
            violations.Add(Rules.InvalidName, symbol.Locations[0], module ?? "null", "module name", problem);
        }

        return problem is null;
    }
}
