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

    /// <summary>Makes an event of a message that is a JSON object.</summary>
    /// <param name="text">The message.</param>
    /// <param name="grant">The limits.</param>
    /// <returns>The event; null where the message is no JSON object.</returns>
    public static GuestEvent? Read(ReadOnlySpan<char> text, LogGrant grant)
    {
        ReadOnlySpan<char> trimmed = text.Trim();
        if (trimmed is not ['{', .., '}'])
        {
            return null;
        }

        byte[] utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(trimmed.Length));
        try
        {
            int length = Encoding.UTF8.GetBytes(trimmed, utf8);
            GuestEvent item = new(grant);
            Utf8JsonReader reader = new(utf8.AsSpan(0, length), Options);
            string? message = null;
            reader.Read();
            ReadObject(ref reader, utf8, item, "", 1, ref message);
            reader.Read(); // What follows the object is an error, or nothing.
            return item.Complete(message ?? ShownText.WithLength(text, grant.MaxMessageLength));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or JSON with half a surrogate pair: it is written as the text that it is.
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }

    private static void ReadObject(ref Utf8JsonReader reader, byte[] utf8, GuestEvent item, string path, int depth, ref string? message)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            // A path that is cut gets no longer: a long one before many members would be copied for each.
            string name = path.Length > item.Grant.MaxKeyLength ? path : path + reader.GetString();
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject && depth < item.Grant.MaxDepth)
            {
                ReadObject(ref reader, utf8, item, name + ".", depth + 1, ref message);
            }
            else if (depth == 1 && name == MessageName && message is null && reader.TokenType == JsonTokenType.String)
            {
                message = ShownText.WithLength(reader.GetString(), item.Grant.MaxMessageLength);
            }
            else if (item.TryTake(name, out string? key))
            {
                item.Add(key, ReadValue(ref reader, utf8, item.Grant.MaxValueLength));
            }
            else
            {
                reader.Skip();
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
                return ShownText.Of(reader.GetString()!, maxLength);
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
