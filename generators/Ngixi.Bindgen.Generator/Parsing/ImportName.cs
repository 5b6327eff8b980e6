namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>What a name of WebAssembly may be: any text that UTF-8 can have. Engines end one at 100,000 bytes.</summary>
internal static class ImportName
{
    /// <summary>What to do about a name that cannot be used.</summary>
    public const string Remedy = "use 1 to 1,000 characters, without unpaired surrogates";

    private const int MaxLength = 1_000;

    public static bool IsValid(string name)
    {
        if (name.Length is 0 or > MaxLength)
        {
            return false;
        }

        for (int i = 0; i < name.Length; i++)
        {
            if (char.IsSurrogate(name[i]) && !(i + 1 < name.Length && char.IsSurrogatePair(name[i], name[++i])))
            {
                return false;
            }
        }

        return true;
    }
}
