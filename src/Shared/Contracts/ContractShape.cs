namespace Ngixi.Bindgen.Contracts;

/// <summary>
/// What the guests of an interface are built against, in words: a line for each function, type and part of a type that
/// they can see (docs/abi.md, Contract markers).
/// </summary>
/// <remarks>The generator, the build and the runtime share this code, and none of them references another.</remarks>
internal sealed class ContractShape
{
    private readonly Dictionary<string, ContractLine> byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ContractDefinition> definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ContractMember>> members = new(StringComparer.Ordinal);
    private readonly HashSet<string> replaced = new(StringComparer.Ordinal);

    private ContractShape(string name, string hash, IReadOnlyList<ContractLine> lines)
    {
        Name = name;
        Hash = hash;
        Lines = lines;
        foreach (ContractLine line in lines)
        {
            Add(line);
        }
    }

    /// <summary>
    /// Gets the import module and the interface: <c>env/IKeyValue</c>. An interface that guests export has no module, and no slash.
    /// </summary>
    public string Name { get; }

    /// <summary>Gets whether the host calls what is here, and guests implement it.</summary>
    public bool IsExported => Name.IndexOf('/') < 0;

    /// <summary>Gets 16 hexadecimal digits that differ where anything of the shape does.</summary>
    public string Hash { get; }

    public IReadOnlyList<ContractLine> Lines { get; }

    public IEnumerable<ContractFunction> Functions => Lines.OfType<ContractFunction>();

    /// <summary>Gets the shape as the host's assembly carries it: name and hash, then a line for each thing.</summary>
    public string Text => string.Join("\n", Lines.Select(line => line.Text).Prepend($"{Name}@{Hash}"));

    public static ContractShape Of(string name, string hash, IEnumerable<string> lines) =>
        new(name, hash, [.. lines.Select(ContractParser.ParseLine)]);

    /// <summary>Reads <see cref="Text"/>.</summary>
    public static ContractShape Parse(string text)
    {
        string[] lines = text.Split('\n');
        int at = lines[0].IndexOf('@');
        return at < 0
            ? throw new FormatException($"'{lines[0]}' is not the name and the hash of a contract.")
            : Of(lines[0].Substring(0, at), lines[0].Substring(at + 1), lines.Skip(1));
    }

    public ContractLine? Find(string key) => byKey.TryGetValue(key, out ContractLine? line) ? line : null;

    public ContractFunction? FindFunction(string key) => Find(key) as ContractFunction;

    /// <summary>Finds the definition of a type, or returns null for a resource, which has none.</summary>
    public ContractDefinition? FindType(string name) =>
        definitions.TryGetValue(name, out ContractDefinition? definition) ? definition : null;

    /// <summary>The members of an enum or the cases of a union, in the order of their numbers.</summary>
    public IReadOnlyList<ContractMember> MembersOf(string name) => members.TryGetValue(name, out List<ContractMember>? found) ? found : [];

    /// <summary>Gets whether a function has a later version here. Guests of this shape have only that one.</summary>
    public bool IsReplaced(string key) => replaced.Contains(key);

    public ContractKind KindOf(ContractType.Named type) =>
        type.IsBuiltIn ? ContractKind.BuiltIn : FindType(type.Name)?.Kind ?? ContractKind.Resource;

    private void Add(ContractLine line)
    {
        if (byKey.ContainsKey(line.Key))
        {
            return;
        }

        byKey.Add(line.Key, line);
        switch (line)
        {
            case ContractFunction { Replaces: { } earlier }:
                replaced.Add(earlier);
                break;
            case ContractDefinition definition when !definitions.ContainsKey(definition.Name):
                definitions.Add(definition.Name, definition);
                break;
            case ContractMember member:
                if (!members.TryGetValue(member.Owner, out List<ContractMember>? parts))
                {
                    members.Add(member.Owner, parts = []);
                }

                parts.Add(member);
                break;
        }
    }
}
