using System.Globalization;

namespace Ngixi.Bindgen.Generator.Model;

/// <summary>
/// Versions of a method: a later one stands beside the earlier, as an import of its own. Guests that were built before call
/// the earlier; stubs have only the latest, so that guests built from now on call that.
/// </summary>
internal static class MethodVersion
{
    /// <summary>The import name of a version.</summary>
    public static string NameOf(string importName, int version) => importName + SuffixOf(version);

    /// <summary>The methods without those that have a later version.</summary>
    public static IEnumerable<ImportMethod> Latest(IReadOnlyList<ImportMethod> methods) =>
        methods.Where(method => !methods.Any(other => other.Version > method.Version && UnversionedName(other) == UnversionedName(method)));

    /// <summary>The version before a method, or null where it is the first of these.</summary>
    public static ImportMethod? Before(ImportMethod method, IReadOnlyList<ImportMethod> methods) => methods
        .Where(other => other.Version < method.Version && UnversionedName(other) == UnversionedName(method))
        .OrderByDescending(other => other.Version)
        .FirstOrDefault();

    /// <summary>The import name that all versions of a method have in common.</summary>
    public static string UnversionedName(ImportMethod method) =>
        method.ImportName.Substring(0, method.ImportName.Length - SuffixOf(method.Version).Length);

    private static string SuffixOf(int version) => version == 1 ? "" : "_v" + version.ToString(CultureInfo.InvariantCulture);
}
