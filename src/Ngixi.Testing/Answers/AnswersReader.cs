using System.Text.Json;
using Ngixi.Bindgen;

namespace Ngixi.Testing.Answers;

/// <summary>Reads a file of answers.</summary>
internal static class AnswersReader
{
    private const string Ways = "write one of \"returns\", \"text\", \"bytes\", \"value\", \"error\" and \"trap\"";

    /// <summary>Reads the answers of all imports.</summary>
    /// <exception cref="FormatException">It has a mistake.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<ImportAnswer>> Read(JsonElement root, string file)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{file}: It is no object: write {{ \"env.import\": {{ \"returns\": 1 }} }}.");
        }

        Dictionary<string, IReadOnlyList<ImportAnswer>> answers = new(StringComparer.Ordinal);
        foreach (JsonProperty import in root.EnumerateObject())
        {
            string place = $"{file}: {UntrustedText.Quote(import.Name)}";
            answers.Add(import.Name, import.Value.ValueKind == JsonValueKind.Array
                ? [.. import.Value.EnumerateArray().Select((answer, index) => Answer(answer, $"{place}[{index}]"))]
                : [Answer(import.Value, place)]);
            if (answers[import.Name].Count == 0)
            {
                throw new FormatException($"{place} has no answers: {Ways}, or leave it out.");
            }
        }

        return answers;
    }

    private static ImportAnswer Answer(JsonElement answer, string place)
    {
        if (answer.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{place} is no answer: {Ways} in an object.");
        }

        JsonProperty[] members = [.. answer.EnumerateObject()];
        string[] names = [.. members.Select(member => member.Name)];
        return names switch
        {
            [] => new ImportAnswer(AnswerKind.Number),
            ["returns"] => Number(members[0].Value, place),
            ["text"] => members[0].Value.ValueKind == JsonValueKind.Null
                ? new ImportAnswer(AnswerKind.Null)
                : new ImportAnswer(AnswerKind.Text, Text: Text(members[0], place)),
            ["bytes"] => members[0].Value.ValueKind == JsonValueKind.Null
                ? new ImportAnswer(AnswerKind.Null)
                : new ImportAnswer(AnswerKind.Bytes, Bytes: Base64(members[0], place)),
            ["value"] => new ImportAnswer(AnswerKind.Bytes, Bytes: Stored(members[0].Value, place)),
            ["trap"] => new ImportAnswer(AnswerKind.Trap, Text: Text(members[0], place)),
            ["error"] => Error(members[0], "", place),
            ["error", "message"] => Error(members[0], Text(members[1], place), place),
            _ => throw new FormatException($"{place} has {string.Join(", ", names.Select(name => UntrustedText.Quote(name)))}: {Ways}."),
        };
    }

    private static ImportAnswer Number(JsonElement value, string place) => value.ValueKind switch
    {
        JsonValueKind.True => new ImportAnswer(AnswerKind.Number, 1) { Integer = 1 },
        JsonValueKind.False => new ImportAnswer(AnswerKind.Number),
        JsonValueKind.Number => new ImportAnswer(AnswerKind.Number, value.GetDouble())
        {
            Integer = value.TryGetInt64(out long integer) ? integer : value.TryGetUInt64(out ulong large) ? unchecked((long)large) : 0,
        },
        _ => throw new FormatException($"{place} returns no number: write a number, true or false."),
    };

    private static ImportAnswer Error(JsonProperty error, string message, string place) =>
        error.Value.ValueKind == JsonValueKind.Number && error.Value.TryGetInt32(out int code) && code is >= 0 and < int.MaxValue
            ? new ImportAnswer(AnswerKind.Error, Text: message) { Integer = code }
            : throw new FormatException($"{place} has an error that is no number of one: write 0 to 2,147,483,646.");

    /// <summary>A scalar as it lies in the result area of a method that declares errors.</summary>
    private static byte[] Stored(JsonElement value, string place)
    {
        JsonProperty[] members = value.ValueKind == JsonValueKind.Object ? [.. value.EnumerateObject()] : [];
        if (members is not [{ Value.ValueKind: JsonValueKind.Number } number])
        {
            throw new FormatException($"{place} has no value: write {{ \"i32\": 1 }}, or i8, i16, i64, f32, f64.");
        }

        return number.Name switch
        {
            "i8" when number.Value.TryGetInt16(out short integer) => [(byte)integer],
            "i16" when number.Value.TryGetInt32(out int integer) => BitConverter.GetBytes((short)integer),
            "i32" when number.Value.TryGetInt64(out long integer) => BitConverter.GetBytes((int)integer),
            "i64" when number.Value.TryGetInt64(out long integer) => BitConverter.GetBytes(integer),
            "i64" when number.Value.TryGetUInt64(out ulong integer) => BitConverter.GetBytes(integer),
            "f32" => BitConverter.GetBytes(number.Value.GetSingle()),
            "f64" => BitConverter.GetBytes(number.Value.GetDouble()),
            _ => throw new FormatException($"{place} has no value of a type: write {{ \"i32\": 1 }}, or i8, i16, i64, f32, f64."),
        };
    }

    private static string Text(JsonProperty member, string place) => member.Value.ValueKind == JsonValueKind.String
        ? member.Value.GetString()!
        : throw new FormatException($"{place} has a {member.Name} that is no text.");

    private static byte[] Base64(JsonProperty member, string place) =>
        member.Value.ValueKind == JsonValueKind.String && member.Value.TryGetBytesFromBase64(out byte[]? bytes)
            ? bytes
            : throw new FormatException($"{place} has bytes that are not in base64.");
}
