using System.Buffers.Binary;
using System.Text.Json;
using Ngixi.Bindgen.Runtime;
using Ngixi.Bindgen.Runtime.Layouts;
using Ngixi.Bindgen.Runtime.Memory;

namespace Ngixi.Hosting.ContractCalls;

/// <summary>A union, which JSON has as an object with the case's name: <c>{ "Circle": { "Radius": 2 } }</c>.</summary>
internal sealed class UnionForm : ValueForm
{
    /// <summary>Gets the cases by their numbers. They may have the union itself, so that they are set after it was made.</summary>
    public IReadOnlyList<(string Name, uint Number, FieldsForm Fields)> Cases { get; set; } = [];

    public override int Size => SequencePair.Size;

    public override int Alignment => SequencePair.Alignment;

    public override string Expected =>
        $"an object with a case, {{ \"case\": {{ … }} }}: {string.Join(", ", Cases.Select(one => one.Name))}";

    public override void Write(ref BlockWriter block, int at, JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.Object || value.GetPropertyCount() != 1)
        {
            throw Bad(value, name);
        }

        JsonProperty one = value.EnumerateObject().First();
        if (Cases.FirstOrDefault(known => known.Name == one.Name) is not { Fields: { } fields } found)
        {
            throw Bad(value, name);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(block.At(at, sizeof(uint)), found.Number);
        int target = block.Allocate(fields.Size, fields.Alignment);
        BinaryPrimitives.WriteInt32LittleEndian(block.At(at + sizeof(uint), sizeof(uint)), target);
        fields.Write(ref block, target, one.Value, $"{name}.{one.Name}");
    }

    public override void Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, Utf8JsonWriter json, string name)
    {
        uint number = GuestReader.CaseOf(bytes);
        if (Cases.FirstOrDefault(known => known.Number == number) is not { Fields: { } fields } found)
        {
            throw guest.UnknownCase(bytes, name);
        }

        uint pointer = guest.RequirePointer(SequencePair.Length(bytes), name);
        json.WriteStartObject();
        json.WritePropertyName(found.Name);
        fields.Read(ref guest, guest.Locate(pointer, (uint)fields.Size, name), json, name);
        json.WriteEndObject();
    }
}
