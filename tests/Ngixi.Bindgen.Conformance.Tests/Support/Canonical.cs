using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Ngixi.Bindgen.Conformance.Tests.Support;

/// <summary>A text that two values share when all their bits are the same: NaN with its payload, text with its code units.</summary>
internal static class Canonical
{
    public static string Of(object? value) => Of(value, isUtf8: false);

    /// <summary>The text of a value that crossed in UTF-8, where a lone surrogate becomes U+FFFD.</summary>
    public static string OfUtf8(object? value) => Of(value, isUtf8: true);

    private static string Of(object? value, bool isUtf8)
    {
        StringBuilder text = new();
        Write(text, value, isUtf8);
        return text.Length <= 2_000
            ? text.ToString()
            : $"{text.ToString(0, 200)}… {text.Length} {Convert.ToHexString(SHA256.HashData(MemoryMarshalBytes(text)))}";
    }

    private static void Write(StringBuilder text, object? value, bool isUtf8)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string characters when isUtf8:
                Write(text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(characters)), isUtf8: false);
                break;
            case string characters:
                text
                    .Append('"')
                    .AppendJoin(' ', characters.Select(character => ((int)character).ToString("X4", CultureInfo.InvariantCulture)))
                    .Append('"');
                break;
            case float number:
                text.Append(CultureInfo.InvariantCulture, $"f{BitConverter.SingleToUInt32Bits(number):X8}");
                break;
            case double number:
                text.Append(CultureInfo.InvariantCulture, $"d{BitConverter.DoubleToUInt64Bits(number):X16}");
                break;
            case DateTimeOffset instant:
                text.Append(CultureInfo.InvariantCulture, $"t{instant.UtcTicks}");
                break;
            case TimeSpan duration:
                text.Append(CultureInfo.InvariantCulture, $"s{duration.Ticks}");
                break;
            case Half number:
                text.Append(CultureInfo.InvariantCulture, $"h{BitConverter.HalfToUInt16Bits(number):X4}");
                break;
            case TimeOnly time:
                text.Append(CultureInfo.InvariantCulture, $"o{time.Ticks}");
                break;
            case DateTime time:
                text.Append(CultureInfo.InvariantCulture, $"{time.Kind} {time.Ticks}");
                break;
            case Uri address:
                Write(text.Append(address.IsAbsoluteUri ? "absolute " : "relative "), address.OriginalString, isUtf8);
                break;
            case ReadOnlyMemory<char> characters:
                Write(text, characters.ToString(), isUtf8);
                break;
            case ReadOnlyMemory<byte> memory:
                Write(text, memory.ToArray(), isUtf8);
                break;
            case byte[] bytes:
                text.Append(Convert.ToHexString(bytes));
                break;
            case char or IFormattable:
                text.Append(CultureInfo.InvariantCulture, $"{value.GetType().Name} {value}");
                break;
            case bool truth:
                text.Append(truth);
                break;
            case IDictionary dictionary:
                foreach (DictionaryEntry entry in dictionary)
                {
                    Write(text.Append('{'), entry.Key, isUtf8);
                    Write(text.Append(": "), entry.Value, isUtf8);
                    text.Append('}');
                }

                break;
            case IEnumerable items:
                text.Append('[');
                foreach (object? item in items)
                {
                    Write(text, item, isUtf8);
                    text.Append(' ');
                }

                text.Append(']');
                break;
            default:
                text.Append(value.GetType().Name).Append('(');
                foreach (PropertyInfo property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
                {
                    Write(text.Append(property.Name).Append('='), property.GetValue(value), isUtf8);
                    text.Append(' ');
                }

                text.Append(')');
                break;
        }
    }

    private static byte[] MemoryMarshalBytes(StringBuilder text) => Encoding.Unicode.GetBytes(text.ToString());
}
