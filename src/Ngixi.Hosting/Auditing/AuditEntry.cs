using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ngixi.Bindgen;

namespace Ngixi.Hosting.Auditing;

/// <summary>Writes what a line says of itself. Text that a guest may have chosen is escaped, and has a length.</summary>
internal static class AuditEntry
{
    private const int MaxText = 500;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an entry.</summary>
    /// <param name="event">What happened, such as <c>instance.started</c>.</param>
    /// <param name="write">Writes its fields.</param>
    /// <returns>An object of JSON.</returns>
    public static byte[] Of(string @event, Action<Utf8JsonWriter>? write = null)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("event", @event);
            write?.Invoke(json);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Writes a text of any length and origin.</summary>
    public static void Text(this Utf8JsonWriter json, string name, string text) => json.WriteString(name, Shown(text));

    /// <summary>Writes texts of any length and origin, so many at most, and how many there are if there are more.</summary>
    public static void Texts(this Utf8JsonWriter json, string name, IReadOnlyList<string> texts, int most)
    {
        json.WriteStrings(name, texts.Take(most).Select(Shown));
        if (texts.Count > most)
        {
            json.WriteNumber($"{name}Count", texts.Count);
        }
    }

    /// <summary>Gets a text as a line has it: cut, and unable to forge anything where it is shown.</summary>
    public static string Shown(string text)
    {
        if (text.Length <= MaxText)
        {
            return UntrustedText.Escape(text);
        }

        int end = char.IsSurrogatePair(text[MaxText - 1], text[MaxText]) ? MaxText - 1 : MaxText;
        return string.Create(CultureInfo.InvariantCulture, $"{UntrustedText.Escape(text[..end])}… ({text.Length:N0} characters)");
    }
}
