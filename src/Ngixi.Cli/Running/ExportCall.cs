using System.Globalization;
using Ngixi.Cli.Failures;
using Ngixi.Cli.Modules;
using Ngixi.Cli.Output;
using Ngixi.Hosting;
using Ngixi.Hosting.Modules;

namespace Ngixi.Cli.Running;

/// <summary>A call of a function of numbers, as a command line has it.</summary>
internal sealed class ExportCall
{
    private readonly string name;
    private readonly long[] bits;
    private readonly string? result;

    private ExportCall(string name, long[] bits, string? result)
    {
        this.name = name;
        this.bits = bits;
        this.result = result;
    }

    /// <summary>Gets the functions that can be called: they take numbers, and return one at most.</summary>
    public static IEnumerable<WasmExport> CallableOf(ModuleReport report) => report.Module!.Exports
        .Where(export => export.CanBeInvoked && !export.IsMarker);

    /// <summary>Reads a call.</summary>
    /// <param name="report">What the module exports.</param>
    /// <param name="name">The export.</param>
    /// <param name="texts">The arguments.</param>
    public static ExportCall Read(ModuleReport report, string name, IReadOnlyList<string> texts)
    {
        WasmExport[] callable = [.. CallableOf(report)];
        string shown = Printed.Name(name);
        if (Array.Find(callable, export => export.Name == name) is not { } found)
        {
            string list = string.Join(", ", callable.Select(ReportPage.Show));
            throw CliException.Usage(
                $"The module exports no function '{shown}' of numbers, with one result at most.",
                list.Length == 0 ? "It exports none that can be called: start it without --call." : $"Call one of these: {list}");
        }

        (string[] parameters, string[] results) = found.Signature!.Value;
        if (parameters.Length != texts.Count)
        {
            throw CliException.Usage(
                $"'{shown}' takes {parameters.Length} arguments, and got {texts.Count}.",
                $"It is {ReportPage.Show(found)}. Write them after --, so that -1 is no option.");
        }

        long[] bits = [.. parameters.Zip(texts, (type, text) => Bits(type, text) ?? throw CliException.Usage(
            $"'{Printed.Name(text)}' is no {type}.", $"'{shown}' is {ReportPage.Show(found)}."))];
        return new ExportCall(name, bits, results.FirstOrDefault());
    }

    /// <summary>Calls it, in the function of a call.</summary>
    /// <returns>The result; none where there is none.</returns>
    public IReadOnlyList<object> Invoke(GuestInstance guest) => (result, guest.Invoke(name, bits)) switch
    {
        (null, _) or (_, null) => [],
        ("i32", { } value) => [unchecked((int)value)],
        ("f32", { } value) => [BitConverter.Int32BitsToSingle(unchecked((int)value))],
        ("f64", { } value) => [BitConverter.Int64BitsToDouble(value)],
        (_, { } value) => [value],
    };

    public static string Show(object value) => value switch
    {
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    // A number of 32 or 64 bits may be meant with a sign or without.
    private static long? Bits(string type, string text)
    {
        bool isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        string digits = isHex ? text[2..] : text;
        NumberStyles style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.AllowLeadingSign;
        CultureInfo culture = CultureInfo.InvariantCulture;
        return type switch
        {
            "i32" when int.TryParse(digits, style, culture, out int value) => unchecked((uint)value),
            "i32" when uint.TryParse(digits, style, culture, out uint value) => value,
            "i64" when long.TryParse(digits, style, culture, out long value) => value,
            "i64" when ulong.TryParse(digits, style, culture, out ulong value) => unchecked((long)value),
            "f32" when float.TryParse(text, NumberStyles.Float, culture, out float value) =>
                unchecked((uint)BitConverter.SingleToInt32Bits(value)),
            "f64" when double.TryParse(text, NumberStyles.Float, culture, out double value) => BitConverter.DoubleToInt64Bits(value),
            _ => null,
        };
    }
}
