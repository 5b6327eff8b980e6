using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Ngixi.Hosting.Manifests.Text;

/// <summary>Parses a manifest's text, with comments and commas as in <c>appsettings.json</c>.</summary>
internal static class ManifestParser
{
    /// <summary>The most bytes of a manifest.</summary>
    public const int MaxBytes = 1024 * 1024;

    private const int MaxDepth = 32;

    /// <summary>Parses a text.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="findings">Takes what is wrong with it.</param>
    /// <returns>The object that it is; null where it is none, which was found.</returns>
    public static ManifestObject? Parse(ReadOnlySpan<byte> utf8, FindingList findings)
    {
        if (utf8.Length > MaxBytes)
        {
            findings.Add(0, $"The manifest has {utf8.Length:N0} bytes: {MaxBytes:N0} are the most.");
            return null;
        }

        if (!Utf8.IsValid(utf8))
        {
            findings.Add(FirstInvalid(utf8), "This is no UTF-8: save the file as UTF-8.");
            return null;
        }

        JsonReaderOptions options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MaxDepth };
        Utf8JsonReader reader = new(utf8, options);
        try
        {
            reader.Read();
            ManifestNode root = Read(ref reader, findings);
            while (reader.Read())
            {
                // What follows the value throws.
            }

            if (root is ManifestObject manifest)
            {
                return manifest;
            }

            findings.Add(root.Offset, $"The manifest is {root.What}: write an object, {{ … }}.");
        }
        catch (JsonException exception)
        {
            findings.Add(OffsetOf(utf8, exception), $"This is no JSON: {Reason(exception)}");
        }

        return null;
    }

    // Recursion is bounded by the depth that the reader allows.
    private static ManifestNode Read(ref Utf8JsonReader reader, FindingList findings)
    {
        int offset = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                ManifestObject members = new(offset);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    int nameOffset = (int)reader.TokenStartIndex;
                    string name = TextOf(ref reader, nameOffset, findings);
                    reader.Read();
                    ManifestNode value = Read(ref reader, findings);
                    if (members.Find(name) is { } earlier)
                    {
                        findings.Add(nameOffset, $"\"{name}\" is written twice, in line {{0}}, too: write it once.", earlier.Offset);
                    }
                    else
                    {
                        members.Add(new ManifestMember(nameOffset, name, value));
                    }
                }

                return members;
            case JsonTokenType.StartArray:
                ManifestList items = new(offset);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Items.Add(Read(ref reader, findings));
                }

                return items;
            case JsonTokenType.String:
                return new ManifestText(offset, TextOf(ref reader, offset, findings));
            default:
                return new ManifestScalar(offset, reader.TokenType, Encoding.UTF8.GetString(reader.ValueSpan));
        }
    }

    private static string TextOf(ref Utf8JsonReader reader, int offset, FindingList findings)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            findings.Add(offset, "The text has an escape of half a surrogate pair, which is no character: write both halves.");
            return "";
        }
    }

    private static int OffsetOf(ReadOnlySpan<byte> utf8, JsonException exception)
    {
        int offset = 0;
        for (long line = exception.LineNumber ?? 0; line > 0; line--)
        {
            offset += utf8[offset..].IndexOf((byte)'\n') + 1;
        }

        return (int)Math.Min(offset + (exception.BytePositionInLine ?? 0), utf8.Length);
    }

    private static string Reason(JsonException exception)
    {
        int end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? exception.Message : exception.Message[..end];
    }

    private static int FirstInvalid(ReadOnlySpan<byte> utf8)
    {
        int offset = 0;
        while (Rune.DecodeFromUtf8(utf8[offset..], out _, out int length) == System.Buffers.OperationStatus.Done)
        {
            offset += length;
        }

        return offset;
    }
}
