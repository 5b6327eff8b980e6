using Microsoft.CodeAnalysis.Diagnostics;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Guests.AssemblyScript;
using Ngixi.Bindgen.Generator.Guests.C;

namespace Ngixi.Bindgen.Generator.Guests.Languages;

/// <summary>The languages that there are, and those of a project.</summary>
internal static class GuestLanguages
{
    /// <summary>Gets all of them; the first is that of a project which states none.</summary>
    public static IReadOnlyList<GuestLanguage> All { get; } =
    [
        new AssemblyScriptLanguage(),
        new CLanguage(),
    ];

    private const string Property = "build_property._NgixiGuestLanguages";

    /// <summary>The names of a project's languages. The build refuses a name that is none (NGXB0013).</summary>
    public static EquatableArray<string> Of(AnalyzerConfigOptions options)
    {
        string[] stated = options.TryGetValue(Property, out string? value) ? value.Split(['|'], StringSplitOptions.RemoveEmptyEntries) : [];
        List<string> known = [.. All
            .Select(language => language.Name)
            .Where(name => stated.Any(other => name.Equals(other.Trim(), StringComparison.OrdinalIgnoreCase)))];
        return (known.Count > 0 ? known : [All[0].Name]).ToEquatableArray();
    }

    public static GuestLanguage Find(string name) => All.First(language => language.Name == name);
}
