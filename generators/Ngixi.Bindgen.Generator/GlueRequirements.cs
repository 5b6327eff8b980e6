using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Generator.Glue;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator;

/// <summary>What a project must allow for its glue to compile.</summary>
internal static class GlueRequirements
{
    /// <summary>The version that has <c>[UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]</c>.</summary>
    public const LanguageVersion OldestLanguage = LanguageVersion.CSharp12;

    // By the array of a compilation's references, which stays the same while only sources change.
    private static readonly ConditionalWeakTable<MetadataReference[], Found> InReferences = new();

    private static readonly string[] Roots = [.. GlueTypes.Namespaces.Where(name => name.IndexOf('.') < 0)];

    public static bool IsUnsafeAllowed(Compilation compilation) => compilation.Options is CSharpCompilationOptions { AllowUnsafe: true };

    public static bool IsLanguageNewEnough(Compilation compilation, out string language)
    {
        LanguageVersion version = ((CSharpCompilation)compilation).LanguageVersion;
        language = version.ToDisplayString();
        return version >= OldestLanguage;
    }

    /// <summary>
    /// Finds a name of glue that does not mean what it should: the project declares a type of that name itself, two references
    /// have one, or none has it but under an alias.
    /// </summary>
    /// <returns>The name and the reason, or null.</returns>
    public static (string Name, string Reason)? HiddenName(Compilation compilation) =>
        HiddenInSource(compilation) ?? HiddenInReferences(compilation);

    private static (string Name, string Reason)? HiddenInSource(Compilation compilation)
    {
        IAssemblySymbol project = compilation.Assembly;
        if (!Roots.Any(root => project.GlobalNamespace.GetMembers(root).Any()))
        {
            return null;
        }

        string? name = GlueTypes.Namespaces
            .Concat(GlueTypes.MetadataNames)
            .FirstOrDefault(name => project.GetTypeByMetadataName(name) is not null);
        return name is null ? null : (name, "the project declares a type of that name; rename it");
    }

    private static (string Name, string Reason)? HiddenInReferences(Compilation compilation)
    {
        MetadataReference[]? references = ImmutableCollectionsMarshal.AsArray(compilation.ExternalReferences);
        return references is null ? null : InReferences.GetValue(references, _ => new Found(FindInReferences(compilation))).Hidden;
    }

    private static (string Name, string Reason)? FindInReferences(Compilation compilation)
    {
        List<IAssemblySymbol> assemblies = [.. compilation.ExternalReferences
            .Where(reference =>
                reference.Properties.Aliases is { IsDefaultOrEmpty: true } || reference.Properties.Aliases.Contains(TypeName.Global))
            .Select(compilation.GetAssemblyOrModuleSymbol)
            .OfType<IAssemblySymbol>()];
        foreach (string name in GlueTypes.Namespaces)
        {
            if (OwnersOf(name).FirstOrDefault() is { } owner)
            {
                return (name, $"{owner.Name} has a type of that name; give its reference an alias");
            }
        }

        foreach (string name in GlueTypes.MetadataNames)
        {
            List<IAssemblySymbol> owners = [.. OwnersOf(name)];
            if (owners.Count != 1)
            {
                return (name, owners.Count == 0
                    ? "no reference has a type of that name without an alias; reference its package, and add 'global' to the aliases"
                    : $"{owners[0].Name} and {owners[1].Name} have a type of that name; give one of the references an alias");
            }
        }

        return null;

        IEnumerable<IAssemblySymbol> OwnersOf(string name) =>
            assemblies.Where(assembly =>
                assembly.GetTypeByMetadataName(name) is { } type && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly));
    }

    private sealed class Found((string Name, string Reason)? hidden)
    {
        public (string Name, string Reason)? Hidden => hidden;
    }
}
