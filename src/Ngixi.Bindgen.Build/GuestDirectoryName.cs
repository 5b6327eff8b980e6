namespace Ngixi.Bindgen.Build;

/// <summary>The folder for the stubs as a project states it.</summary>
internal static class GuestDirectoryName
{
    /// <summary>Names that only Unix has, or that are a pattern or a list to one tool or another.</summary>
    private const string Refused = ";*?\"<>|";

    /// <summary>Refuses a name that would make a folder which nobody meant.</summary>
    /// <exception cref="StubException">The name has a character of this kind.</exception>
    public static void Check(string stated)
    {
        string name = stated.Trim();
        if (name == "~" || name.StartsWith("~/", StringComparison.Ordinal) || name.StartsWith("~\\", StringComparison.Ordinal))
        {
            throw Bad(name, "MSBuild does not expand '~'. Use a path relative to the project, or $(HOME)");
        }

        if (name.Contains("$(") || name.Contains("%(") || name.Contains("@("))
        {
            throw Bad(name, "MSBuild expands only properties there. Use a path relative to the project");
        }

        foreach (char character in name)
        {
            if (char.IsControl(character) || Refused.IndexOf(character) >= 0)
            {
                string shown = char.IsControl(character) ? $"the control character U+{(int)character:X4}" : $"'{character}'";
                throw Bad(name, $"it contains {shown}. Set it to one folder, whose name is valid on every system");
            }
        }
    }

    private static StubException Bad(string name, string reason)
    {
        string shown = new([.. name.Select(character => char.IsControl(character) ? ' ' : character)]);
        return new StubException("NGXB0008", $"The guest directory is '{shown}': {reason}.");
    }
}
