namespace Ngixi.Bindgen.Contracts;

/// <summary>A type in a contract, such as <c>IReadOnlyDictionary&lt;string, Point?&gt;</c>: what was parsed, and where it stands.</summary>
/// <param name="source">The text that has it.</param>
/// <param name="start">Where it starts there.</param>
/// <param name="end">Where it ends.</param>
internal abstract class ContractType(string source, int start, int end)
{
    /// <summary>Gets the type as it was written. There is one way to write it.</summary>
    public string Text => source.Substring(start, end - start);

    private int Length => end - start;

    /// <summary>Gets whether another type was written the same.</summary>
    public bool IsWrittenAs(ContractType other) =>
        Length == other.Length && string.CompareOrdinal(source, start, other.Start.Source, other.Start.Index, Length) == 0;

    /// <summary>Gets the type without <c>?</c> at its end.</summary>
    public virtual ContractType WithoutNull => this;

    /// <summary>Gets the names in it, from the left.</summary>
    public abstract IEnumerable<Named> Names { get; }

    private (string Source, int Index) Start => (source, start);

    /// <summary>A type of C#, or one that the contract defines.</summary>
    internal sealed class Named(string source, int start, int end, string name, bool isVerbatim, IReadOnlyList<ContractType> arguments)
        : ContractType(source, start, end)
    {
        /// <summary>Gets the name without <c>@</c>.</summary>
        public string Name { get; } = name;

        /// <summary>
        /// Gets whether the contract means a type of C# or .NET by the name. One of the host's with such a name has <c>@</c> before it.
        /// </summary>
        public bool IsBuiltIn { get; } = !isVerbatim && ContractWords.IsBuiltIn(name);

        /// <summary>Gets the types between <c>&lt;</c> and <c>&gt;</c>; none where there are none.</summary>
        public IReadOnlyList<ContractType> Arguments { get; } = arguments;

        public override IEnumerable<Named> Names => Arguments.SelectMany(argument => argument.Names).Prepend(this);
    }

    /// <summary><c>T[]</c>.</summary>
    internal sealed class List(string source, int start, int end, ContractType element) : ContractType(source, start, end)
    {
        public ContractType Element { get; } = element;

        public override IEnumerable<Named> Names => Element.Names;
    }

    /// <summary><c>T?</c>.</summary>
    internal sealed class Nullable(string source, int start, int end, ContractType value) : ContractType(source, start, end)
    {
        public override ContractType WithoutNull => value;

        public override IEnumerable<Named> Names => value.Names;
    }

    /// <summary><c>(int First, string Second)</c>.</summary>
    internal sealed class Tuple(string source, int start, int end, IReadOnlyList<ContractField> fields) : ContractType(source, start, end)
    {
        public IReadOnlyList<ContractField> Fields { get; } = fields;

        public override IEnumerable<Named> Names => Fields.SelectMany(item => item.Type.Names);
    }
}

/// <summary>A parameter of a function, or a field of a record, a union's case or a tuple.</summary>
internal sealed class ContractField(ContractType type, string name)
{
    public ContractType Type { get; } = type;

    public string Name { get; } = name;
}
