namespace Ngixi.Bindgen.Contracts;

/// <summary>
/// One thing of a contract: <c>kv_get: Get(string key) -&gt; byte[]?</c> is a function under the name of its import,
/// <c>enum Level: int</c> or <c>record Point: (int X, int Y)</c> the definition of a type, and <c>enum Level.Debug: 0</c> a part
/// of one.
/// </summary>
internal sealed class ContractLine
{
    private const string Separator = ": ";

    private ContractLine(string key, string value)
    {
        Key = key;
        Value = value;
    }

    /// <summary>Gets what the thing is found by: a function's import, or the kind and the name of a type.</summary>
    public string Key { get; }

    /// <summary>Gets what guests rely on.</summary>
    public string Value { get; }

    public string Text => Value.Length == 0 ? Key : Key + Separator + Value;

    /// <summary>Gets whether this is a function. Its key is the name of an import, which has no spaces here.</summary>
    public bool IsFunction => Key.IndexOf(' ') < 0;

    /// <summary>Gets the type that this is a part of, such as <c>enum Level</c> of <c>enum Level.Debug</c>, or null.</summary>
    public string? Owner => !IsFunction && Key.LastIndexOf('.') is >= 0 and int dot ? Key.Substring(0, dot) : null;

    /// <summary>Gets the resource that a function is of, the type that this defines, or the one that it is a part of; null for a plain function.</summary>
    public string? Type => FirstName(IsFunction ? ContractSignature.Parse(Value).Name : Path, isWhole: !IsFunction);

    /// <summary>Gets the thing as a sentence quotes it.</summary>
    public string Quote => (Kind, Owner) switch
    {
        ("", _) => Value.Replace(" -> ", " → "),
        ("enum", null) => $"{Key} : {Value}",
        (_, null) => Key + Value,
        _ => $"{Path} = {Value}",
    };

    /// <summary>Gets the kind of a type's definition, such as <c>enum</c>; empty for a function.</summary>
    public string Kind => IsFunction ? "" : Key.Substring(0, Key.IndexOf(' '));

    /// <summary>Gets the name of a type or of a part of one, without its kind.</summary>
    public string Path => Key.Substring(Key.IndexOf(' ') + 1);

    public static ContractLine Parse(string text)
    {
        int separator = text.IndexOf(Separator, StringComparison.Ordinal);
        return separator < 0 ? new ContractLine(text, "") : new ContractLine(text.Substring(0, separator), text.Substring(separator + Separator.Length));
    }

    /// <summary>
    /// The key of an import of <paramref name="module"/> in a contract of <paramref name="contractModule"/>. Both names may
    /// be any text, and a key has none of the characters that a contract's text is told apart by.
    /// </summary>
    public static string KeyOf(string contractModule, string module, string name) =>
        module == contractModule ? Escape(name) : $"{Escape(module)}/{Escape(name)}";

    /// <summary>Gets whether an import has a key in a contract.</summary>
    public static bool IsKeyOf(string key, string contract, string module, string name) =>
        key == (contract.StartsWith(Escape(module) + "/", StringComparison.Ordinal) ? Escape(name) : $"{Escape(module)}/{Escape(name)}");

    /// <summary>The name of the contract of an interface.</summary>
    public static string ContractNameOf(string module, string contract) => $"{Escape(module)}/{contract}";

    private static string? FirstName(string path, bool isWhole) => path.IndexOf('.') is >= 0 and int dot ? path.Substring(0, dot) : isWhole ? path : null;

    private static string Escape(string name) => name.All(IsPlain)
        ? name
        : string.Concat(name.Select(character => IsPlain(character) ? character.ToString() : $"\\u{(int)character:x4}"));

    private static bool IsPlain(char character) =>
        character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-' or '.' or '$' or '+' or '*' or '#' or '!';
}
