using System.Text.Json;
using Ngixi.Bindgen.Runtime;
using Ngixi.Bindgen.Runtime.Layouts;

namespace Ngixi.Hosting.ContractCalls;

/// <summary>Bytes, which JSON has in base64.</summary>
internal sealed class BytesForm : ValueForm
{
    public override int Size => SequencePair.Size;

    public override int Alignment => SequencePair.Alignment;

    public override bool IsPair => true;

    public override string Expected => "bytes in base64";

    protected override bool IsText => true;

    public override void Write(ref BlockWriter block, int at, JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.String || !value.TryGetBytesFromBase64(out byte[]? bytes))
        {
            throw Bad(value, name);
        }

        block.WriteNumbers<byte>(at, bytes);
    }

    public override void Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, Utf8JsonWriter json, string name) =>
        json.WriteBase64StringValue(guest.ReadTable(bytes, sizeof(byte), name));
}
