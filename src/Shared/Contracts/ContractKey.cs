using System.Globalization;

namespace Ngixi.Bindgen.Contracts;

/// <summary>
/// The names of imports in a contract. Modules and imports may have any text for a name; a key has none of the characters
/// that tell the parts of a contract apart.
/// </summary>
internal static class ContractKey
{
    /// <summary>The key of an import of <paramref name="module"/> in a contract of <paramref name="contractModule"/>.</summary>
    public static string Of(string contractModule, string module, string name) => module == contractModule ? Of(name) : Of(module, name);

    /// <summary>The key of an export.</summary>
    public static string Of(string name) => Escape(name);

    /// <summary>The key that an import has in a contract of another module.</summary>
    public static string Of(string module, string name) => $"{Escape(module)}/{Escape(name)}";

    /// <summary>The key of an import with its module, from its key in the contract of a name.</summary>
    public static string Full(string contract, string key) =>
        key.Any(character => character == '/') ? key : $"{contract.Substring(0, contract.LastIndexOf('/') + 1)}{key}";

    /// <summary>The name of the contract of an interface.</summary>
    public static string OfContract(string module, string contract) => $"{Escape(module)}/{contract}";

    private static string Escape(string name) => name.All(IsPlain)
        ? name
        : string.Concat(name.Select(character =>
            IsPlain(character) ? character.ToString() : "\\u" + ((int)character).ToString("x4", CultureInfo.InvariantCulture)));

    private static bool IsPlain(char character) =>
        character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')
            or '_' or '-' or '.' or '$' or '+' or '*' or '#' or '!';
}
