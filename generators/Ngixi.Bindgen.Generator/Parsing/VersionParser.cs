using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>Reads which version of which import a method is.</summary>
internal static class VersionParser
{
    /// <summary>Reads <c>[WasmVersion]</c>; a method without it is version 1.</summary>
    public static bool TryParse(
        IMethodSymbol method, Location location, Violations violations, CancellationToken cancellation, out int version)
    {
        version = 1;
        if (method.FindAttribute(KnownNames.WasmVersion) is not { } attribute)
        {
            return true;
        }

        version = attribute.ConstructorArguments.FirstOrDefault().Value as int? ?? 0;
        if (version >= 2)
        {
            return true;
        }

        violations.Add(
            Rules.InvalidVersion,
            attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? location,
            method.Name);
        return false;
    }

    /// <summary>The import name that <c>[WasmName]</c> states, without the version.</summary>
    public static string? StatedName(ISymbol method) => method.FindAttribute(KnownNames.WasmName)?.FirstArgument();
}
