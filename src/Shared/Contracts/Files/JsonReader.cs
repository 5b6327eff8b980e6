using System.Globalization;
using System.Text;

namespace Ngixi.Bindgen.Contracts;

/// <summary>A value of a contract file, with its line for the sake of messages.</summary>
internal sealed class JsonValue(int line, string? text, IReadOnlyList<JsonValue>? items, IReadOnlyDictionary<string, JsonValue>? members)
{
    public int Line { get; } = line;

    /// <summary>Gets the text of a string, or the digits of a number.</summary>
    public string Text => text ?? throw new ContractFileException(Line, "a text or a number should stand here");

    public IReadOnlyList<JsonValue> Items => items ?? throw new ContractFileException(Line, "a list should stand here");

    public JsonValue this[string name] => Find(name) ?? throw new ContractFileException(Line, $"\"{name}\" is missing");

    /// <summary>Finds a member, or returns null where there is none.</summary>
    public JsonValue? Find(string name) => members is not null && members.TryGetValue(name, out JsonValue? member) ? member : null;
}

/// <summary>
/// Reads objects, lists, texts and whole numbers, which are all that contract files have. A compiler and MSBuild have no
/// JSON reader in common that an analyzer may bring along.
/// </summary>
internal sealed class JsonReader
{
    private readonly string json;
    private int position;
    private int line = 1;

    private JsonReader(string json) => this.json = json;

    /// <exception cref="ContractFileException">The text is not such JSON.</exception>
    public static JsonValue Read(string json)
    {
        JsonReader reader = new(json);
        JsonValue value = reader.ReadValue(depth: 0);
        return reader.Next() == '\0' ? value : throw reader.Unexpected();
    }

    private JsonValue ReadValue(int depth)
    {
        char next = Next();
        int first = line;
        switch (next)
        {
            case '{' when depth < 8:
                Dictionary<string, JsonValue> members = new(StringComparer.Ordinal);
                ReadAll('}', () =>
                {
                    string name = ReadText();
                    Expect(':');
                    int place = line;
                    JsonValue value = ReadValue(depth + 1);
                    if (members.ContainsKey(name))
                    {
                        throw new ContractFileException(place, $"\"{name}\" stands here twice");
                    }

                    members.Add(name, value);
                });
                return new JsonValue(first, null, null, members);
            case '[' when depth < 8:
                List<JsonValue> items = [];
                ReadAll(']', () => items.Add(ReadValue(depth + 1)));
                return new JsonValue(first, null, items, null);
            case '"':
                return new JsonValue(first, ReadText(), null, null);
            case >= '0' and <= '9':
                int start = position;
                while (position < json.Length && json[position] is >= '0' and <= '9')
                {
                    position++;
                }

                return new JsonValue(first, json.Substring(start, position - start), null, null);
            default:
                throw Unexpected();
        }
    }

    private void ReadAll(char end, Action readItem)
    {
        position++;
        if (Next() == end)
        {
            position++;
            return;
        }

        while (true)
        {
            readItem();
            if (Next() == end)
            {
                position++;
                return;
            }

            Expect(',');
        }
    }

    private string ReadText()
    {
        Expect('"');
        StringBuilder text = new();
        while (position < json.Length && json[position] is not '"' and not '\n')
        {
            char character = json[position++];
            text.Append(character == '\\' ? ReadEscape() : character);
        }

        if (position == json.Length || json[position] != '"')
        {
            throw Unexpected();
        }

        position++;
        return text.ToString();
    }

    private char ReadEscape()
    {
        char escape = position < json.Length ? json[position++] : '\0';
        switch (escape)
        {
            case '"' or '\\' or '/':
                return escape;
            case 'u'
                when position + 4 <= json.Length
                    && ushort.TryParse(
                        json.Substring(position, 4),
                        NumberStyles.AllowHexSpecifier,
                        CultureInfo.InvariantCulture,
                        out ushort code):
                position += 4;
                return (char)code;
            default:
                position--;
                throw Unexpected();
        }
    }

    private void Expect(char expected)
    {
        if (Next() != expected)
        {
            throw Unexpected();
        }

        position++;
    }

    /// <summary>The next character that is not white space, or NUL at the end.</summary>
    private char Next()
    {
        while (position < json.Length && json[position] is ' ' or '\t' or '\r' or '\n' or '\uFEFF')
        {
            line += json[position] == '\n' ? 1 : 0;
            position++;
        }

        return position < json.Length ? json[position] : '\0';
    }

    private ContractFileException Unexpected() =>
        new(line, position < json.Length ? $"'{json[position]}' should not stand here" : "the file ends too early");
}
