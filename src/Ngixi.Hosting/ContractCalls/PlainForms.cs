using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Ngixi.Bindgen.Runtime.Conversions;
using Ngixi.Bindgen.Runtime.Layouts;

namespace Ngixi.Hosting.ContractCalls;

/// <summary>The forms of the types of .NET that a contract names.</summary>
internal static class PlainForms
{
    private const string I32 = "i32";
    private const string I64 = "i64";

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    private static readonly Dictionary<string, ValueForm> Forms = new(StringComparer.Ordinal)
    {
        ["bool"] = new PlainForm<bool, BooleanLayout>(
            "true or false",
            I32,
            isText: false,
            static (JsonElement json, out bool value) =>
                (value = json.ValueKind == JsonValueKind.True) || json.ValueKind == JsonValueKind.False,
            static (json, value) => json.WriteBooleanValue(value)),
        ["sbyte"] = Integer<sbyte>(I32),
        ["byte"] = Integer<byte>(I32),
        ["short"] = Integer<short>(I32),
        ["ushort"] = Integer<ushort>(I32),
        ["int"] = Integer<int>(I32),
        ["uint"] = Integer<uint>(I32),
        ["long"] = Integer<long>(I64),
        ["ulong"] = Integer<ulong>(I64),
        ["char"] = Text<char, NumberLayout<char>>("one UTF-16 code unit", I32, char.TryParse, static value => $"{value}"),
        ["float"] = Real<float, NumberLayout<float>>("f32"),
        ["double"] = Real<double, NumberLayout<double>>("f64"),
        ["Half"] = Real<Half, ConvertedLayout<Half, float, NumberLayout<float>, HalfConversion>>("f32"),
        ["string"] = Text<string, StringLayout>(
            "a text", null, static (string text, out string value) => (value = text) is not null, static value => value),
        ["Uri"] = Text<Uri, ConvertedLayout<Uri, string, StringLayout, UriConversion>>(
            "a URI",
            null,
            static (string text, out Uri value) => UriConversion.TryRead(text, out value!, out _),
            static value => value.OriginalString),
        ["Version"] = Text<Version, ConvertedLayout<Version, string, StringLayout, VersionConversion>>(
            "a version such as 1.2.3",
            null,
            static (string text, out Version value) => VersionConversion.TryRead(text, out value!, out _),
            static value => value.ToString()),
        ["decimal"] = Digits<decimal, ConvertedLayout<decimal, string, StringLayout, DecimalConversion>>(
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint),
        ["Int128"] = Digits<Int128, ConvertedLayout<Int128, string, StringLayout, Int128Conversion>>(NumberStyles.AllowLeadingSign),
        ["UInt128"] = Digits<UInt128, ConvertedLayout<UInt128, string, StringLayout, UInt128Conversion>>(NumberStyles.None),
        ["Guid"] = Text<Guid, GuidLayout>(
            "a GUID", null, static (string text, out Guid value) => Guid.TryParseExact(text, "D", out value), static value => $"{value:D}"),
        ["DateTimeOffset"] = Text<DateTimeOffset, InstantLayout>(
            "a time such as 2026-11-28T12:00:00Z", I64, TryReadInstant, static value => value.UtcDateTime.ToString("O", Culture)),
        ["DateTime"] = Text<DateTime, ConvertedLayout<DateTime, DateTimeOffset, InstantLayout, UtcConversion>>(
            "a time such as 2026-11-28T12:00:00Z",
            I64,
            static (string text, out DateTime value) =>
            {
                bool isTime = TryReadInstant(text, out DateTimeOffset instant);
                value = instant.UtcDateTime;
                return isTime;
            },
            static value => value.ToString("O", Culture)),
        ["DateOnly"] = Text<DateOnly, ConvertedLayout<DateOnly, int, NumberLayout<int>, DateConversion>>(
            "a date such as 2026-11-28",
            I32,
            static (string text, out DateOnly value) => DateOnly.TryParseExact(text, "yyyy-MM-dd", Culture, DateTimeStyles.None, out value),
            static value => value.ToString("yyyy-MM-dd", Culture)),
        ["TimeOnly"] = Text<TimeOnly, ConvertedLayout<TimeOnly, TimeSpan, DurationLayout, TimeOfDayConversion>>(
            "a time of day such as 12:30:00",
            I64,
            static (string text, out TimeOnly value) => TimeOnly.TryParse(text, Culture, out value),
            static value => value.ToString("HH:mm:ss.FFFFFFF", Culture)),
        ["TimeSpan"] = Text<TimeSpan, DurationLayout>(
            "a duration such as 1.02:03:04.5, days and hours",
            I64,
            static (string text, out TimeSpan value) => TimeSpan.TryParse(text, Culture, out value),
            static value => value.ToString("c", Culture)),
    };

    private delegate bool TryParse<T>(string text, out T value);

    /// <summary>Finds the form of a type.</summary>
    /// <returns>The form; null where it is none of these.</returns>
    public static ValueForm? Find(string name) => Forms.GetValueOrDefault(name);

    private static PlainForm<T, NumberLayout<T>> Integer<T>(string wasm)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => new(
            string.Create(Culture, $"a whole number from {T.MinValue} to {T.MaxValue}"),
            wasm,
            isText: false,
            static (JsonElement json, out T value) =>
            {
                value = default;
                return json.ValueKind == JsonValueKind.Number
                    && T.TryParse(json.GetRawText(), NumberStyles.AllowLeadingSign, Culture, out value);
            },
            static (json, value) => json.WriteRawValue(value.ToString(null, Culture)));

    private static PlainForm<T, TLayout> Real<T, TLayout>(string wasm)
        where T : IFloatingPoint<T>
        where TLayout : IMemoryLayout<T> => new(
            "a number, or \"NaN\", \"Infinity\" or \"-Infinity\"",
            wasm,
            isText: false,
            static (JsonElement json, out T value) =>
            {
                value = T.Zero;
                return json.ValueKind is JsonValueKind.Number or JsonValueKind.String
                    && T.TryParse(json.ToString(), NumberStyles.Float, Culture, out value!);
            },
            static (json, value) =>
            {
                string text = value.ToString(null, Culture);
                if (T.IsFinite(value))
                {
                    json.WriteRawValue(text);
                }
                else
                {
                    json.WriteStringValue(text);
                }
            });

    private static PlainForm<T, TLayout> Digits<T, TLayout>(NumberStyles styles)
        where T : INumber<T>
        where TLayout : IMemoryLayout<T> => new(
            typeof(T) == typeof(decimal) ? "a number of 28 digits at most" : "a whole number of 128 bits",
            wasm: null,
            isText: false,
            (JsonElement json, out T value) =>
            {
                value = T.Zero;
                return json.ValueKind == JsonValueKind.Number && T.TryParse(json.GetRawText(), styles, Culture, out value!);
            },
            static (json, value) => json.WriteRawValue(value.ToString(null, Culture)));

    private static PlainForm<T, TLayout> Text<T, TLayout>(string expected, string? wasm, TryParse<T> tryParse, Func<T, string> print)
        where TLayout : IMemoryLayout<T> => new(
            expected,
            wasm,
            isText: true,
            (JsonElement json, out T value) => tryParse(json.GetString()!, out value),
            (json, value) => json.WriteStringValue(print(value)));

    private static bool TryReadInstant(string text, out DateTimeOffset value) =>
        DateTimeOffset.TryParse(text, Culture, DateTimeStyles.AssumeUniversal, out value);
}
