namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>What a guest's export may be called: an identifier in every language, which no guest has an export of already.</summary>
internal static class ExportName
{
    private static readonly HashSet<string> Taken = new(StringComparer.Ordinal) { "memory", "_initialize", "_start" };

    /// <summary>Gets what is wrong with a name, with a remedy, or null.</summary>
    public static string? ProblemOf(string name)
    {
        bool isIdentifier = name.Length is > 0 and <= 1_000
            && name.All(character => character is '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9'))
            && name[0] is not (>= '0' and <= '9');
        if (!isIdentifier)
        {
            return "use ASCII letters, digits and underscores, with no digit first";
        }

        return Taken.Contains(name) || name.StartsWith("__", StringComparison.Ordinal) || name.StartsWith("ngixi", StringComparison.Ordinal)
            ? "compilers and stubs export that name themselves; choose another"
            : null;
    }
}
