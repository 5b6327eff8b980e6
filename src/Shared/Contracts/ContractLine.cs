namespace Ngixi.Bindgen.Contracts;

/// <summary>One line of a contract: a function, the definition of a type, or a part of one (docs/abi.md, Contract markers).</summary>
/// <param name="text">The line.</param>
/// <param name="key">
/// What the thing is found by: a function's import or export, or the kind and the name of a type or a part of one.
/// </param>
internal abstract class ContractLine(string text, string key)
{
    public string Text { get; } = text;

    public string Key { get; } = key;

    /// <summary>Gets the thing as a person reads it.</summary>
    public abstract string Display { get; }

    /// <summary>The form of a signature or a list of fields in <see cref="Display"/>.</summary>
    protected static string Readable(string text) => text.Replace(ContractSignature.ResultStart, " → ");
}

/// <summary><c>kv_get_v2: Get(string key) -&gt; byte[]? replaces kv_get</c>.</summary>
internal sealed class ContractFunction(string text, string key, ContractSignature signature, string? replaces) : ContractLine(text, key)
{
    public ContractSignature Signature { get; } = signature;

    /// <summary>Gets the key of the version before, which guests that know this one cannot call; null for none.</summary>
    public string? Replaces { get; } = replaces;

    public override string Display => Readable(Signature.Text);
}

internal enum ContractKind
{
    /// <summary>A type of C# or .NET.</summary>
    BuiltIn,

    /// <summary>A type without a definition in the contract.</summary>
    Resource,
    Enum,
    Record,
    Union,
}

/// <summary><c>enum Level: int</c>, <c>enum Access: flags int</c>, <c>record Point: (int X, int Y)</c> or <c>union Shape</c>.</summary>
internal sealed class ContractDefinition(
    string text,
    string key,
    ContractKind kind,
    string name,
    string underlying,
    bool isFlags,
    IReadOnlyList<ContractField> fields,
    string fieldsText)
    : ContractLine(text, key)
{
    public ContractKind Kind { get; } = kind;

    public string Name { get; } = name;

    /// <summary>Gets the type of an enum's values; empty for another type.</summary>
    public string Underlying { get; } = underlying;

    /// <summary>Gets whether an enum's values may be combined.</summary>
    public bool IsFlags { get; } = isFlags;

    /// <summary>Gets the fields of a record; none for another type.</summary>
    public IReadOnlyList<ContractField> Fields { get; } = fields;

    public override string Display =>
        Kind == ContractKind.Enum ? $"{(IsFlags ? "[Flags] " : "")}{Key} : {Underlying}" : Key + Readable(fieldsText);
}

/// <summary><c>enum Level.Debug: 0</c> or <c>union Shape.Circle: 0 (double Radius)</c>.</summary>
internal sealed class ContractMember(
    string text,
    string key,
    ContractKind kind,
    string owner,
    string name,
    decimal number,
    IReadOnlyList<ContractField> fields,
    string fieldsText)
    : ContractLine(text, key)
{
    public ContractKind Kind { get; } = kind;

    public string Owner { get; } = owner;

    public string Name { get; } = name;

    public string Path => $"{Owner}.{Name}";

    /// <summary>Gets the value of an enum's member, or the number of a union's case.</summary>
    public decimal Number { get; } = number;

    /// <summary>Gets the fields of a case; none for a member.</summary>
    public IReadOnlyList<ContractField> Fields { get; } = fields;

    public override string Display => $"{Path} = {ContractWords.Text(Number)}{(fieldsText.Length == 0 ? "" : " ")}{Readable(fieldsText)}";
}

/// <summary>A line of a form that this version does not know.</summary>
internal sealed class UnknownLine(string text) : ContractLine(text, text)
{
    public override string Display => Text;
}
