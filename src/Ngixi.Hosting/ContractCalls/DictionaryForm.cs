using System.Buffers.Binary;
using System.Text.Json;
using Ngixi.Bindgen.Runtime;
using Ngixi.Bindgen.Runtime.Layouts;

namespace Ngixi.Hosting.ContractCalls;

/// <summary>A dictionary, which JSON has as an object: its keys are texts, numbers or members of an enum.</summary>
/// <param name="key">The form of its keys.</param>
/// <param name="value">The form of its values.</param>
internal sealed class DictionaryForm(ValueForm key, ValueForm value) : ValueForm
{
    public override int Size => SequencePair.Size;

    public override int Alignment => SequencePair.Alignment;

    public override bool IsPair => true;

    public override string Expected => "an object, { … }, with each key once";

    private int EntryAlignment => key.IsPair ? Math.Max(SequencePair.Alignment, value.Alignment) : sizeof(long);

    private int EntrySize => checked((int)Align(sizeof(long) + (long)value.Size, EntryAlignment));

    public override void Write(ref BlockWriter block, int at, JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object
            || json.EnumerateObject().DistinctBy(entry => entry.Name).Count() != json.GetPropertyCount())
        {
            throw Bad(json, name);
        }

        int table = block.AllocateTable(at, json.GetPropertyCount(), EntrySize, EntryAlignment);
        block.Enter(name);
        foreach (JsonProperty entry in json.EnumerateObject())
        {
            key.Write(ref block, table, key.Parse(entry.Name), name);
            Widen(block.At(table, sizeof(long)));
            value.Write(ref block, table + sizeof(long), entry.Value, $"{name}.{entry.Name}");
            table += EntrySize;
        }

        block.Leave();
    }

    public override void Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, Utf8JsonWriter json, string name)
    {
        ReadOnlySpan<byte> table = guest.ReadTable(bytes, EntrySize, name);
        HashSet<string> keys = new(StringComparer.Ordinal);
        guest.Enter(name);
        json.WriteStartObject();
        for (; table.Length > 0; table = table[EntrySize..])
        {
            string text = KeyOf(ref guest, table[..sizeof(long)], name);
            json.WritePropertyName(keys.Add(text) ? text : throw guest.DuplicateKey(text, name));
            value.Read(ref guest, table.Slice(sizeof(long), value.Size), json, name);
        }

        json.WriteEndObject();
        guest.Leave();
    }

    private string KeyOf(ref GuestReader guest, scoped ReadOnlySpan<byte> stored, string name)
    {
        using MemoryStream one = new();
        using (Utf8JsonWriter writer = new(one))
        {
            key.Read(ref guest, stored[..key.Size], writer, name);
        }

        using JsonDocument document = JsonDocument.Parse(one.ToArray());
        return document.RootElement.ToString();
    }

    // A key that is a number has 64 bits, with its sign.
    private void Widen(Span<byte> stored)
    {
        if (!key.IsPair)
        {
            BitConverter.TryWriteBytes(stored, ScalarBits.Read(stored[..key.Size], key.IsSigned));
        }
    }
}
