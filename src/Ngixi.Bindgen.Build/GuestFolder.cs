using Microsoft.Build.Framework;

namespace Ngixi.Bindgen.Build;

/// <summary>A guest as a project states it: the folder for its stubs, and its language.</summary>
/// <param name="stated">The folder as the project states it; empty for one of the build's own.</param>
/// <param name="path">The folder as a full path.</param>
/// <param name="language">The language, as the generator names it.</param>
internal sealed class GuestFolder(string stated, string path, string language)
{
    public string Stated { get; } = stated;

    public string Path { get; } = path;

    public string Language { get; } = language;

    /// <summary>Reads the items of a project.</summary>
    /// <exception cref="StubException">A folder that nobody meant, a language that there is not, or one folder for two guests.</exception>
    public static IReadOnlyList<GuestFolder> Read(IEnumerable<ITaskItem> items, string projectDirectory, IReadOnlyList<string> languages)
    {
        List<GuestFolder> guests = [];
        foreach (ITaskItem item in items)
        {
            bool isStated = item.GetMetadata("IsIntermediate") != "true";
            string name = item.ItemSpec.Trim();
            if (isStated)
            {
                GuestDirectoryName.Check(name);
            }

            string path = System.IO.Path.GetFullPath(System.IO.Path.Combine(projectDirectory, name.Replace('\\', '/')));
            string trimmed = path.Length > System.IO.Path.GetPathRoot(path)!.Length ? path.TrimEnd(System.IO.Path.DirectorySeparatorChar) : path;
            GuestFolder guest = new(isStated ? name : "", trimmed, LanguageOf(item, name, languages));
            if (guests.FirstOrDefault(other => other.Path == guest.Path) is { } other)
            {
                throw new StubException("NGXB0008", other.Language.Equals(guest.Language, StringComparison.OrdinalIgnoreCase)
                    ? $"The guest '{name}' is stated twice. Remove one of them."
                    : $"The guest '{name}' has stubs in {other.Language} and in {guest.Language}. Give each a folder of its own.");
            }

            guests.Add(guest);
        }

        return guests;
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
            ?? throw new StubException("NGXB0013", $"{who} '{stated}', and there are stubs in {string.Join(" and ", languages)} alone. State one of these.");
    }

    private static string LanguageOf(ITaskItem item, string name, IReadOnlyList<string> languages)
    {
        string stated = item.GetMetadata("Language").Trim();
        if (stated.Length > 0)
        {
            return FindLanguage(stated, languages, $"The guest '{name}' is in");
        }

        return languages.Count == 0 ? "" : languages[0];
    }
}
