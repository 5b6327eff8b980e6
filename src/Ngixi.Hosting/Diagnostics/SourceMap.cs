using System.Text.Json;

namespace Ngixi.Hosting.Diagnostics;

/// <summary>
/// Reads a source map of version 3 (ECMA-426) as compilers write it for WebAssembly: one line, whose columns are places in the module's
/// bytes. Its root is left out: it is a folder of a browser's tools. It is the guest author's: whatever it says, reading it ends, in
/// bounded time and memory.
/// </summary>
internal static class SourceMap
{
    public const int MaxBytes = 16 * 1024 * 1024;
    private const int MaxFiles = 16 * 1024;
    private const int MaxNesting = 8;

    /// <exception cref="FormatException">It is no source map, or one without end.</exception>
    public static PositionTable Read(ReadOnlySpan<byte> json)
    {
        if (json.Length > MaxBytes)
        {
            throw new FormatException($"It has {json.Length:N0} bytes, which is more than {MaxBytes:N0}.");
        }

        try
        {
            Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = MaxNesting });
            return ReadMap(ref reader);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FormatException($"It is no JSON of a source map: {exception.Message}", exception);
        }
    }

    private static PositionTable ReadMap(ref Utf8JsonReader reader)
    {
        List<string> files = [];
        string? mappings = null;
        reader.Read();
        Require(reader.TokenType == JsonTokenType.StartObject, "It is no object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            switch (name)
            {
                case "version":
                    Require(reader.TryGetInt32(out int version) && version == 3, "It is not of version 3.");
                    break;
                case "sources":
                    ReadFiles(ref reader, files);
                    break;
                case "mappings":
                    mappings = reader.GetString();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        Require(!reader.Read(), "There is more than one object.");
        Require(mappings is not null, "It has no mappings.");
        return ReadMappings(mappings!, new PositionTable(files));
    }

    private static void ReadFiles(ref Utf8JsonReader reader, List<string> files)
    {
        Require(reader.TokenType == JsonTokenType.StartArray, "Its sources are no list.");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Require(files.Count < MaxFiles, $"It has more than {MaxFiles:N0} sources.");
            files.Add(reader.GetString() ?? "");
        }
    }

    private static PositionTable ReadMappings(string mappings, PositionTable table)
    {
        // Another line would be of a text that was generated, and a module is none.
        ReadOnlySpan<char> line = mappings.AsSpan();
        line = line[..(line.IndexOf(';') is >= 0 and var end ? end : line.Length)];
        long offset = 0;
        long file = 0;
        long sourceLine = 0;
        long column = 0;
        VariableLengthReader reader = new(line);
        while (!reader.IsAtEnd)
        {
            if (reader.TrySkip(','))
            {
                continue;
            }

            offset += reader.Read();
            Require(offset is >= 0 and <= uint.MaxValue, "A place in the module is none.");
            if (reader.IsAtEndOfSegment)
            {
                table.Add((uint)offset);
                continue;
            }

            file += reader.Read();
            sourceLine += reader.Read();
            column += reader.Read();
            Require(
                file is >= 0 and < MaxFiles && sourceLine is >= 0 and < int.MaxValue && column is >= 0 and < int.MaxValue,
                "A place in the source is none.");
            if (!reader.IsAtEndOfSegment)
            {
                // The index of a name, which no compiler to WebAssembly writes.
                reader.Read();
            }

            Require(reader.IsAtEndOfSegment, "A mapping has more than five numbers.");
            table.Add((uint)offset, (int)file, (int)sourceLine + 1, (int)column + 1);
        }

        return table.Complete();
    }

    private static void Require(bool condition, string reason)
    {
        if (!condition)
        {
            throw new FormatException(reason);
        }
    }
}
