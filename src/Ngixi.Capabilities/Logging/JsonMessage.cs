using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Ngixi.Capabilities;

/// <summary>Reads the properties of an event out of a message that is a JSON object.</summary>
internal static class JsonMessage
{
    private const string MessageName = "message";

    // Deeper JSON is no log line: what says so must not cost a stack.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 32 };

    /// <summary>Reads a message; does nothing where it is not a JSON object.</summary>
    /// <param name="text">The message.</param>
    /// <param name="grant">The limits.</param>
    /// <param name="message">The text of the member "message"; null where there is none.</param>
    /// <returns>The properties; null where the message is none, or not valid JSON.</returns>
    public static GuestProperties? Read(ReadOnlySpan<char> text, LogGrant grant, out string? message)
    {
        message = null;
        ReadOnlySpan<char> trimmed = text.Trim();
        if (trimmed is not ['{', .., '}'])
        {
            return null;
        }

        byte[] utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(trimmed.Length));
        try
        {
            int length = Encoding.UTF8.GetBytes(trimmed, utf8);
            GuestProperties properties = new(grant);
            Utf8JsonReader reader = new(utf8.AsSpan(0, length), Options);
            reader.Read();
            ReadObject(ref reader, utf8, properties, "", 1, ref message, grant.MaxMessageLength);
            reader.Read(); // What follows the object is an error, or nothing.
            return properties;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or JSON with half a surrogate pair: it is written as the text that it is.
            message = null;
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }

    private static void ReadObject(
        ref Utf8JsonReader reader,
        byte[] utf8,
        GuestProperties properties,
        string path,
        int depth,
        ref string? message,
        int maxMessageLength)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = path + reader.GetString();
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject && depth < properties.MaxDepth)
            {
                ReadObject(ref reader, utf8, properties, name + ".", depth + 1, ref message, maxMessageLength);
            }
            else if (depth == 1 && name == MessageName && message is null && reader.TokenType == JsonTokenType.String)
            {
                message = ShownText.WithLength(reader.GetString(), maxMessageLength);
            }
            else
            {
                properties.Add(name, ReadValue(ref reader, utf8, properties.MaxValueLength));
            }
        }
    }

    private static object? ReadValue(ref Utf8JsonReader reader, byte[] utf8, int maxLength)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.True or JsonTokenType.False:
                return reader.GetBoolean();
            case JsonTokenType.String:
                return ShownText.Of(reader.GetString(), maxLength);
            case JsonTokenType.Number when reader.TryGetInt64(out long integer):
                return integer;
            case JsonTokenType.Number when reader.TryGetDouble(out double number) && double.IsFinite(number):
                return number;
            default:
                int start = (int)reader.TokenStartIndex;
                reader.Skip();
                return ShownText.Of(Encoding.UTF8.GetString(utf8.AsSpan(start..(int)reader.BytesConsumed)), maxLength);
        }
    }
}
