using System.Buffers.Binary;
using System.Text.Json;
using Ngixi.Bindgen.Runtime;
using Ngixi.Bindgen.Runtime.Layouts;
using Ngixi.Bindgen.Runtime.Memory;

namespace Ngixi.Hosting.ContractCalls;

/// <summary>
/// A value or null. What is a pointer and a length has zeros for null, a record and a union are behind a pointer, and any other value
/// has a flag before it.
/// </summary>
/// <param name="inner">The form of the value.</param>
internal sealed class NullableForm(ValueForm inner) : ValueForm
{
    private static readonly JsonElement Null = JsonDocument.Parse("null").RootElement;

    public override int Size => inner.IsPair ? SequencePair.Size
        : IsPointer ? sizeof(uint)
        : (int)Align(Alignment + (long)inner.Size, Alignment);

    public override int Alignment => inner.IsPair || IsPointer ? sizeof(uint) : Math.Max(sizeof(uint), inner.Alignment);

    public override bool IsPair => inner.IsPair;

    public override string Expected => inner.Expected;

    private bool IsPointer => inner is FieldsForm or UnionForm;

    public override JsonElement Parse(string word) => word == "null" ? Null : inner.Parse(word);

    public override void Write(ref BlockWriter block, int at, JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (inner.IsPair)
        {
            inner.Write(ref block, at, value, name);
        }
        else if (IsPointer)
        {
            int target = block.Allocate(inner.Size, inner.Alignment);
            BinaryPrimitives.WriteInt32LittleEndian(block.At(at, sizeof(uint)), target);
            inner.Write(ref block, target, value, name);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(block.At(at, sizeof(uint)), 1);
            inner.Write(ref block, at + Alignment, value, name);
        }
    }

    public override void Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, Utf8JsonWriter json, string name)
    {
        uint first = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (first == 0 && (!inner.IsPair || SequencePair.Length(bytes) == 0))
        {
            json.WriteNullValue();
        }
        else if (inner.IsPair)
        {
            inner.Read(ref guest, bytes, json, name);
        }
        else if (IsPointer)
        {
            inner.Read(ref guest, guest.Locate(first, (uint)inner.Size, name), json, name);
        }
        else
        {
            ReadOnlySpan<byte> stored = first == 1
                ? bytes.Slice(Alignment, inner.Size)
                : throw guest.Origin.Bad(name, $"the flag before the value is {first}, not 0 or 1");
            inner.Read(ref guest, stored, json, name);
        }
    }

    // A result has no flag: it is a pointer to the bare value.
    public override void ReadResult(ref GuestReader guest, long bits, Utf8JsonWriter json, string name)
    {
        if (!inner.IsPair && (ulong)bits >> 32 == 0)
        {
            json.WriteNullValue();
        }
        else if (inner.IsPair)
        {
            base.ReadResult(ref guest, bits, json, name);
        }
        else
        {
            inner.ReadResult(ref guest, bits, json, name);
        }
    }
}
