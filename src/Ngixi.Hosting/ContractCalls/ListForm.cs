using System.Globalization;
using System.Text.Json;
using Ngixi.Bindgen.Runtime;
using Ngixi.Bindgen.Runtime.Layouts;

namespace Ngixi.Hosting.ContractCalls;

/// <summary>A list, which JSON has as an array.</summary>
/// <param name="element">The form of its items.</param>
internal sealed class ListForm(ValueForm element) : ValueForm
{
    public override int Size => SequencePair.Size;

    public override int Alignment => SequencePair.Alignment;

    public override bool IsPair => true;

    public override string Expected => "an array, [ … ]";

    public override void Write(ref BlockWriter block, int at, JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            throw Bad(value, name);
        }

        int table = block.AllocateTable(at, value.GetArrayLength(), element.Size, element.Alignment);
        block.Enter(name);
        int index = 0;
        foreach (JsonElement item in value.EnumerateArray())
        {
            element.Write(ref block, table + (index * element.Size), item, string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]"));
            index++;
        }

        block.Leave();
    }

    public override void Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, Utf8JsonWriter json, string name)
    {
        ReadOnlySpan<byte> table = guest.ReadTable(bytes, element.Size, name);
        guest.Enter(name);
        json.WriteStartArray();
        for (; table.Length > 0; table = table[element.Size..])
        {
            element.Read(ref guest, table[..element.Size], json, name);
        }

        json.WriteEndArray();
        guest.Leave();
    }
}
