using System.Text;

namespace Ngixi.Bindgen.Generator.Model;

/// <summary>Turns C# names into those of other languages.</summary>
internal static class Naming
{
    /// <summary><c>GetValue</c> becomes <c>get_value</c>, <c>HTTPGet</c> <c>http_get</c>.</summary>
    public static string ToSnakeCase(string name)
    {
        if (!name.Any(char.IsUpper))
        {
            return name;
        }

        StringBuilder result = new(name.Length + 4);
        for (int i = 0; i < name.Length; i++)
        {
            char character = name[i];
            if (i > 0 && char.IsUpper(character) && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || IsLowerAt(name, i + 1)))
            {
                result.Append('_');
            }

            result.Append(char.ToLowerInvariant(character));
        }

        return result.ToString();
    }

    /// <summary><c>GetValue</c> becomes <c>getValue</c>, <c>HTTPGet</c> <c>httpGet</c>.</summary>
    public static string ToCamelCase(string name)
    {
        int upper = 0;
        while (upper < name.Length && char.IsUpper(name[upper]))
        {
            upper++;
        }

        // The last capital of several begins the next word, unless nothing follows.
        int lowered = upper > 1 && IsLowerAt(name, upper) ? upper - 1 : upper;
        return name.Substring(0, lowered).ToLowerInvariant() + name.Substring(lowered);
    }

    /// <summary><c>give_back</c> becomes <c>GiveBack</c>; whatever is no letter or digit ends a word.</summary>
    public static string ToPascalCase(string name) => string.Concat(
        new string([.. name.Select(character => char.IsLetterOrDigit(character) ? character : '_')]).Split('_')
            .Where(word => word.Length > 0)
            .Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));

    private static bool IsLowerAt(string name, int index) => index < name.Length && char.IsLower(name[index]);
}
