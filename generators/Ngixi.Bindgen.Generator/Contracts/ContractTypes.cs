using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Contracts;

/// <summary>Types in the words of C#, as far as they matter to guests.</summary>
internal sealed class ContractTypes : IBindingTypeVisitor<string>
{
    public static readonly ContractTypes Instance = new();

    public string Visit(VoidType type) => throw NotTold(type);

    public string Visit(FilledType type) => throw NotTold(type);

    public string Visit(ScalarType type) => OfScalar(type.Scalar);

    public string Visit(EnumType type) => OfName(type.Name);

    public string Visit(GuidType type) => "Guid";

    public string Visit(TextType type) => "string";

    public string Visit(SequenceType type) => type.Form switch
    {
        SequenceForm.Span => $"Span<{OfScalar(type.Element)}>",
        SequenceForm.Array or SequenceForm.ReadOnlyMemory or SequenceForm.ReadOnlySpan or SequenceForm.ReadOnlyList =>
            $"{OfScalar(type.Element)}[]",
    };

    public string Visit(ListType type) => $"{type.Element.Accept(this)}[]";

    public string Visit(DictionaryType type) => $"IReadOnlyDictionary<{type.Key.Accept(this)}, {type.Value.Accept(this)}>";

    public string Visit(RecordType type) => OfName(type.Name);

    public string Visit(NullableType type) => $"{type.Value.Accept(this)}?";

    public string Visit(TupleType type) => ContractText.Fields(type.Fields);

    public string Visit(ResourceType type) => OfName(type.Name);

    public string Visit(ConvertedType type) => type.Conversion.Word ?? type.Base.Accept(this);

    public static string OfScalar(Scalar scalar) => scalar switch
    {
        Scalar.Boolean => "bool",
        Scalar.SByte => "sbyte",
        Scalar.Byte => "byte",
        Scalar.Int16 => "short",
        Scalar.UInt16 => "ushort",
        Scalar.Char => "char",
        Scalar.Int32 => "int",
        Scalar.UInt32 => "uint",
        Scalar.Int64 => "long",
        Scalar.UInt64 => "ulong",
        Scalar.Single => "float",
        Scalar.Double => "double",
        Scalar.DateTimeOffset => "DateTimeOffset",
        Scalar.TimeSpan => "TimeSpan",
    };

    // A type of the host's with the name of one of .NET is told apart as C# would.
    private static string OfName(TypeName name) => ContractWords.IsBuiltIn(name.Simple) ? $"@{name.Simple}" : name.Simple;

    private static InvalidOperationException NotTold(BindingType type) => new($"{type} has no text in a contract.");
}
