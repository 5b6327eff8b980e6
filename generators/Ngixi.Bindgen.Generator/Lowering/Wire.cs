namespace Ngixi.Bindgen.Generator.Lowering;

/// <summary>
/// The shape of a value between host and guest (docs/abi.md). It knows nothing of C#, nor of any guest's language: what crosses
/// as text is text, whatever type of C# it is made from.
/// </summary>
/// <remarks>The shapes are closed: a new one does not compile before each <see cref="IWireVisitor{TResult}"/> knows it.</remarks>
internal abstract record Wire
{
    public abstract TResult Accept<TResult>(IWireVisitor<TResult> visitor);
}

/// <summary>Does something for each shape.</summary>
internal interface IWireVisitor<out TResult>
{
    TResult Visit(ScalarWire wire);

    TResult Visit(EnumWire wire);

    TResult Visit(BytesWire wire);

    TResult Visit(TextWire wire);

    TResult Visit(NumbersWire wire);

    TResult Visit(TableWire wire);

    TResult Visit(MapWire wire);

    TResult Visit(StructWire wire);

    TResult Visit(TupleWire wire);

    TResult Visit(HandleWire wire);

    TResult Visit(NullWire wire);
}

/// <summary>A number as it is stored in memory, little-endian.</summary>
internal enum StoredScalar
{
    /// <summary>A byte, 0 or 1.</summary>
    Boolean,
    I8,
    U8,
    I16,
    U16,
    I32,
    U32,
    I64,
    U64,
    F32,
    F64,
}

/// <summary>One wasm value.</summary>
internal sealed record ScalarWire(StoredScalar Stored, Model.ScalarUnit Unit) : Wire
{
    public override TResult Accept<TResult>(IWireVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>One wasm value with names for some of its values.</summary>
internal sealed record EnumWire(Model.TypeName Name, StoredScalar Stored) : Wire
{
    public override TResult Accept<TResult>(IWireVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>The 16 bytes of a GUID, in the order of RFC 4122.</summary>
internal sealed record BytesWire : Wire
{
    public const int Length = 16;

    public override TResult Accept<TResult>(IWireVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>Text in UTF-8 or UTF-16.</summary>
internal sealed record TextWire(Model.TextContent Content) : Wire
{
    public override TResult Accept<TResult>(IWireVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>Numbers one after the other.</summary>
/// <param name="IsBuffer">Whether the host writes to them.</param>
internal sealed record NumbersWire(StoredScalar Element, bool IsBuffer) : Wire
{
    public override TResult Accept<TResult>(IWireVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>Items of any other shape.</summary>
internal sealed record TableWire(Wire Item) : Wire
{
    public override TResult Accept<TResult>(IWireVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>Entries, each a key and a value at offset 8.</summary>
/// <param name="Key">Text; or an integer or an enum, in 8 bytes.</param>
internal sealed record MapWire(Wire Key, Wire Value) : Wire
{
    public override TResult Accept<TResult>(IWireVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>A record, or the number of a union's case and a pointer to it.</summary>
/// <param name="IsUnion">Whether it is a union.</param>
internal sealed record StructWire(Model.TypeName Name, bool IsUnion) : Wire
{
    public override TResult Accept<TResult>(IWireVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>Several results: a record without a name.</summary>
internal sealed record TupleWire(LoweredFields Fields) : Wire
{
    public override TResult Accept<TResult>(IWireVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>A resource of the host.</summary>
internal sealed record HandleWire(Model.TypeName Name) : Wire
{
    public override TResult Accept<TResult>(IWireVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>A value or null.</summary>
internal sealed record NullWire(Wire Value) : Wire
{
    /// <summary>Gets how null is told from a value in memory.</summary>
    public NullForm Form => Value.Accept(NullForms.Instance);

    public override TResult Accept<TResult>(IWireVisitor<TResult> visitor) => visitor.Visit(this);
}
