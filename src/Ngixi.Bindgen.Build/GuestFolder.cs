using Microsoft.Build.Framework;

namespace Ngixi.Bindgen.Build;

/// <summary>A guest as a project states it: the folder for its stubs, and the files that are to stand there.</summary>
/// <param name="stated">The folder as the project states it; empty for one of the build's own.</param>
/// <param name="path">The folder as a full path.</param>
/// <param name="source">The assembly that has the stubs.</param>
/// <param name="files">The stubs.</param>
internal sealed class GuestFolder(string stated, string path, CarriedStubs source, IReadOnlyList<GuestFile> files)
{
    public string Stated { get; } = stated;

    public string Path { get; } = path;

    public CarriedStubs Source { get; } = source;

    public IReadOnlyList<GuestFile> Files { get; } = files;

    public GuestDirectory Directory => new(Path, Source.Assembly);

    /// <summary>Reads the items of a project.</summary>
    /// <exception cref="StubException">
    /// A folder that nobody meant, one folder for two guests, or an assembly, a language or an interface that there is not.
    /// </exception>
    public static IReadOnlyList<GuestFolder> Read(
        IEnumerable<ITaskItem> items, string projectDirectory, CarriedStubs own, ReferencedStubs referenced)
    {
        List<(GuestFolder Guest, string Language)> guests = [];
        foreach (ITaskItem item in items)
        {
            bool isStated = item.GetMetadata("IsIntermediate") != "true";
            string name = item.ItemSpec.Trim();
            if (isStated)
            {
                GuestDirectoryName.Check(name);
            }

            string path = System.IO.Path.GetFullPath(System.IO.Path.Combine(projectDirectory, name.Replace('\\', '/')));
            string trimmed = path.Length > System.IO.Path.GetPathRoot(path)!.Length
                ? path.TrimEnd(System.IO.Path.DirectorySeparatorChar)
                : path;
            string from = item.GetMetadata("From").Trim();
            CarriedStubs source = from.Length == 0 ? own : referenced.Find(from, name);
            string language = LanguageOf(item, name, source);
            RequireOne(guests, name, trimmed, source, language);
            if (from.Length > 0)
            {
                RequireLanguage(name, source, language);
            }

            guests.Add((new GuestFolder(isStated ? name : "", trimmed, source, FilesOf(item, name, source, language)), language));
        }

        return [.. guests.Select(guest => guest.Guest)];
    }

    /// <summary>A language as the generator names it. An assembly without contracts knows none, and has no stubs in any.</summary>
    /// <param name="who">What states the language, and the verb.</param>
    /// <exception cref="StubException">There are no stubs in the language.</exception>
    public static string FindLanguage(string stated, IReadOnlyList<string> languages, string who)
    {
        if (languages.Count == 0)
        {
            return stated;
        }

        return languages.FirstOrDefault(language => language.Equals(stated, StringComparison.OrdinalIgnoreCase))
            ?? throw new StubException(
                "NGXB0013",
                $"{who} '{stated}', and there are stubs in {string.Join(" and ", languages)} alone. State one of these.");
    }

    private static string LanguageOf(ITaskItem item, string name, CarriedStubs source)
    {
        string stated = item.GetMetadata("Language").Trim();
        if (stated.Length > 0)
        {
            return FindLanguage(stated, source.Languages, $"The guest '{name}' is in");
        }

        return source.Languages.Count == 0 ? "" : source.Languages[0];
    }

    private static void RequireOne(
        List<(GuestFolder Guest, string Language)> guests, string name, string path, CarriedStubs source, string language)
    {
        foreach ((GuestFolder other, string otherLanguage) in guests.Where(other => other.Guest.Path == path))
        {
            bool isLanguageEqual = otherLanguage.Equals(language, StringComparison.OrdinalIgnoreCase);
            string difference = isLanguageEqual
                ? $"of {other.Source.Assembly} and of {source.Assembly}"
                : $"in {otherLanguage} and in {language}";
            throw new StubException("NGXB0008", isLanguageEqual && other.Source == source
                ? $"The guest '{name}' is stated twice. Remove one of them."
                : $"The guest '{name}' has stubs {difference}. Give each a folder of its own.");
        }
    }

    /// <summary>Another project carries what its own guests and properties say.</summary>
    private static void RequireLanguage(string name, CarriedStubs source, string language)
    {
        IReadOnlyList<string> carried = source.CarriedLanguages;
        if (carried.Contains(language))
        {
            return;
        }

        throw new StubException("NGXB0015", source.IsEmpty
            ? $"The guest '{name}' has the stubs of {source.Assembly}, and that has none: "
                + "it has no [WasmImport] or [WasmExport] interface, or was built without the generator of Ngixi.Bindgen."
            : $"The guest '{name}' is in {language}, and {source.Assembly} carries stubs in {string.Join(" and ", carried)} alone. "
            + $"Set NgixiGuestLanguages to '{string.Join(";", carried.Append(language))}' in the project of {source.Assembly}.");
    }

    private static IReadOnlyList<GuestFile> FilesOf(ITaskItem item, string name, CarriedStubs source, string language)
    {
        string[] stated = [.. item.GetMetadata("Interfaces").Split(';').Select(part => part.Trim()).Where(part => part.Length > 0)];
        IReadOnlyList<string> contracts = source.ContractsIn(language);
        if (stated.Length == 0 || contracts.Count == 0)
        {
            return source.FilesIn(language);
        }

        return source.FilesIn(language, [.. stated.SelectMany(Find)]);

        IEnumerable<string> Find(string interfaceName)
        {
            string[] found = [.. contracts.Where(contract =>
                contract == interfaceName || contract.EndsWith($".{interfaceName}", StringComparison.Ordinal))];
            return found.Length > 0 ? found : throw new StubException(
                "NGXB0016",
                $"The guest '{name}' asks for the interface '{interfaceName}', and {source.Assembly} has none of that name. "
                + $"Name some of those that it has: {string.Join(", ", contracts)}.");
        }
    }
}
