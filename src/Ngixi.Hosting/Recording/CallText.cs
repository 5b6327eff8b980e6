using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Runtime;

namespace Ngixi.Hosting.Recording;

/// <summary>Gets the bytes of a guest's memory; null where they are not known.</summary>
/// <param name="address">Where they are.</param>
/// <param name="byteCount">How many they are.</param>
internal delegate byte[]? BytesAt(uint address, uint byteCount);

/// <summary>Says a call as a person reads it: in the words of its contract where there is one.</summary>
internal static class CallText
{
    private const int MaxShown = 80;

    /// <summary>Says a call.</summary>
    /// <param name="name">The import or export, such as <c>env.kv_get</c>.</param>
    /// <param name="contract">Its contract; null where there is none.</param>
    /// <param name="arguments">The bits of the arguments.</param>
    /// <param name="bytesAt">What they point to.</param>
    public static string Of(string name, KnownFunction? contract, ReadOnlySpan<long> arguments, BytesAt bytesAt)
    {
        StringBuilder text = new();
        if (contract is null)
        {
            text.Append(UntrustedText.Escape(name)).Append('(');
            for (int i = 0; i < arguments.Length; i++)
            {
                text.Append(i > 0 ? ", " : "").Append(Number(arguments[i]));
            }

            return text.Append(')').ToString();
        }

        text.Append(contract.Method).Append('(');
        IReadOnlyList<ParameterSlots> slots = ParameterSlots.Of(contract, arguments.Length);
        for (int i = 0; i < slots.Count; i++)
        {
            text.Append(i > 0 ? ", " : "")
                .Append(UntrustedText.Escape(slots[i].Name))
                .Append(": ")
                .Append(Value(slots[i], arguments, bytesAt));
        }

        return text.Append(')').ToString();
    }

    /// <summary>Says bytes: as text where they are some, otherwise in hexadecimal digits.</summary>
    public static string Bytes(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> shown = bytes[..Math.Min(bytes.Length, MaxShown)];
        bool isText = Utf8.IsValid(bytes) && bytes.IndexOfAnyInRange((byte)0, (byte)8) < 0;
        string text = isText ? UntrustedText.Quote(Encoding.UTF8.GetString(bytes), MaxShown) : Convert.ToHexStringLower(shown);
        return isText || shown.Length == bytes.Length
            ? text
            : string.Create(CultureInfo.InvariantCulture, $"{text}… ({bytes.Length:N0} bytes)");
    }

    /// <summary>Says the bits of a number, which may be half as wide.</summary>
    public static string Number(long bits) => (bits is < 0 or > uint.MaxValue ? bits : (int)bits).ToString(CultureInfo.InvariantCulture);

    private static string Value(ParameterSlots parameter, ReadOnlySpan<long> arguments, BytesAt bytesAt)
    {
        long first = arguments[parameter.First];
        if (!parameter.IsSequence)
        {
            return Number(first);
        }

        if (first == 0 && parameter.IsNullable)
        {
            return "null";
        }

        uint length = (uint)arguments[parameter.First + 1];
        bool isUtf16 = parameter.IsText && (length & GuestReader.Utf16Tag) != 0;
        uint count = isUtf16 ? length & ~GuestReader.Utf16Tag : length;
        if (count == 0)
        {
            return parameter.IsText ? "``" : "nothing";
        }

        byte[]? bytes = parameter.ElementBytes is { } size ? bytesAt((uint)first, count * size) : null;
        return bytes is null ? $"{Number(first)} ({count})"
            : isUtf16 ? UntrustedText.Quote(Encoding.Unicode.GetString(bytes), MaxShown)
            : Bytes(bytes);
    }
}
