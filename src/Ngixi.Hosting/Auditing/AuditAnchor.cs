using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Ngixi.Hosting.Auditing;

/// <summary>
/// Says how many lines an audit has, and the hash of the last of them:
/// <c>{"log":"…","time":"…","lines":1000,"sha256":"…","key":"…","signature":"…"}</c>. The signature is over all bytes before it.
/// </summary>
internal sealed record AuditAnchor(string Log, DateTimeOffset Time, long Lines, string Sha256)
{
    private static ReadOnlySpan<byte> BeforeSignature => ",\"signature\":\""u8;

    /// <summary>Writes the anchor as a line of JSON, without its end.</summary>
    /// <param name="key">The key to sign with; null for no signature.</param>
    public string Write(AuditKey? key)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            json.WriteString("log", Log);
            json.WriteString("time", Time.UtcDateTime);
            json.WriteNumber("lines", Lines);
            json.WriteString("sha256", Sha256);
            if (key is not null)
            {
                json.WriteString("key", key.Id);
            }

            json.WriteEndObject();
        }

        ReadOnlySpan<byte> signed = bytes.WrittenSpan[..^1];
        string text = Encoding.UTF8.GetString(signed);
        return key is null
            ? text + "}"
            : $"{text}{Encoding.UTF8.GetString(BeforeSignature)}{Convert.ToBase64String(key.Sign(signed))}\"}}";
    }

    /// <summary>Reads an anchor.</summary>
    /// <param name="line">The line.</param>
    /// <param name="key">The key that it has to be signed with; null for any, or none.</param>
    /// <param name="problem">Why it is none.</param>
    /// <returns>The anchor; null where it is none.</returns>
    public static AuditAnchor? Read(ReadOnlySpan<byte> line, AuditKey? key, out string problem)
    {
        problem = "it is no anchor";
        try
        {
            Utf8JsonReader reader = new(line);
            using JsonDocument json = JsonDocument.ParseValue(ref reader);
            JsonElement root = json.RootElement;
            if (key is not null && ProblemOfSignature(line, root, key) is { } unsigned)
            {
                problem = unsigned;
                return null;
            }

            return reader.BytesConsumed == line.Length
                ? new AuditAnchor(
                    root.GetProperty("log").GetString()!,
                    root.GetProperty("time").GetDateTimeOffset(),
                    root.GetProperty("lines").GetInt64(),
                    root.GetProperty("sha256").GetString()!)
                : null;
        }
        catch (Exception exception)
            when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static string? ProblemOfSignature(ReadOnlySpan<byte> line, JsonElement root, AuditKey key)
    {
        int signed = line.LastIndexOf(BeforeSignature);
        if (signed < 0 || !root.TryGetProperty("signature", out JsonElement signature))
        {
            return "it is not signed";
        }

        string id = root.TryGetProperty("key", out JsonElement named) && named.ValueKind == JsonValueKind.String ? named.GetString()! : "";
        return id != key.Id
            ? string.Create(CultureInfo.InvariantCulture, $"it is signed with the key {AuditEntry.Shown(id)}, and not with {key.Id}")
            : signature.TryGetBytesFromBase64(out byte[]? bytes) && key.IsSignature(line[..signed], bytes) ? null
            : "its signature is not that of its key";
    }
}
