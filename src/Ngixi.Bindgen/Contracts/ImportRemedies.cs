using System.Collections.Frozen;

namespace Ngixi.Bindgen.Contracts;

/// <summary>How to come by imports that are no interface's: those of AssemblyScript's own library, and of its options.</summary>
internal static class ImportRemedies
{
    private const string Console = " Grant it by AssemblyScriptOptions.Console.";
    private const string Clock = " Grant it by AssemblyScriptOptions.Clock.";

    private static readonly FrozenDictionary<string, string> Remedies = new Dictionary<string, string>
    {
        ["env.abort"] = " Call linker.DefineAssemblyScript().",
        ["env.trace"] = Console,
        ["env.Date.now"] = Clock,
        ["env.performance.now"] = Clock,
        ["env.seed"] = " Grant it by AssemblyScriptOptions.Seed.",
        ["env.memory"] = " Compile the guest without --importMemory.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Gets the remedy for an import that is missing, as a sentence after a space; nothing where there is none.</summary>
    /// <param name="import">The import's module and name, with a dot between them.</param>
    public static string For(string import) =>
        Remedies.GetValueOrDefault(import) ?? (import.StartsWith("env.console.", StringComparison.Ordinal) ? Console : "");
}
