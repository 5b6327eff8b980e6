using System.Text;

namespace Ngixi.Capabilities.Tests.Support;

/// <summary>Texts made from a seed of what is dangerous in a log: controls, marks, halves of pairs, templates and JSON.</summary>
internal static class HostileText
{
    private static readonly string[] Pieces =
    [
        "\n", "\r\n", "\u001b[31m", "\u009b2J", "\0", "\b", "\u007f", "\u0085", "\u2028", "\u202e", "\u2066", "\u200b", "\ufeff",
        "\ud83d", "\ude00", "\ud83d\ude00", "\ue000", "\uffff", "{", "}", "{{", "{0}", "{Message}", "\"", "\\", "\\u", "`", "message",
        "a", "é", "漢", " ", ":", ",", "1", "true", "\"a\":", "{\"message\":\"", "\"}", "[", "]",
    ];

    public static string Make(int seed)
    {
        Random random = new(seed);
        StringBuilder text = new();
        int pieces = random.Next(1, 80);
        for (int i = 0; i < pieces; i++)
        {
            text.Append(random.Next(4) == 0 ? ((char)random.Next(0x10000)).ToString() : Pieces[random.Next(Pieces.Length)]);
        }

        // One in three is a JSON object with such names and texts.
        return random.Next(3) > 0
            ? text.ToString()
            : $"{{\"{Json(text)}\":\"{Json(text)}\",\"message\":\"{Json(text)}\",\"deep\":{{\"{Json(text)}\":[\"{Json(text)}\"]}}}}";
    }

    private static string Json(StringBuilder text) =>
        string.Concat(text.ToString().Select(letter => letter is < ' ' or '"' or '\\' ? $"\\u{(int)letter:x4}" : letter.ToString()));
}
