using System.Globalization;
using System.Text.Json;
using Ngixi.Cli.Failures;
using Ngixi.Cli.Modules;
using Ngixi.Cli.Output;
using Ngixi.Hosting;
using Ngixi.Hosting.ContractCalls;
using Ngixi.Hosting.Modules;

namespace Ngixi.Cli.Running;

/// <summary>A call of an export, as a command line has it: in the words of its contract, or by its numbers where it states none.</summary>
internal sealed class ExportCall
{
    private readonly Func<GuestInstance, IReadOnlyList<object>> invoke;

    private ExportCall(Func<GuestInstance, IReadOnlyList<object>> invoke) => this.invoke = invoke;

    /// <summary>Says which functions can be called: those of a contract, and those of numbers with one result at most.</summary>
    public static IEnumerable<string> CallableOf(ModuleReport report) => Callable(report)
        .Select(export => (Export: export, Method: ContractMethod.Find(report.Module!, export)))
        .Where(callable => callable.Method?.Unsupported is null)
        .Select(callable => callable.Method is { } method
            ? $"{Printed.Name(callable.Export.Name)}: {method.Signature}"
            : ReportPage.Show(callable.Export));

    /// <summary>Reads a call.</summary>
    /// <param name="report">What the module exports.</param>
    /// <param name="name">The export.</param>
    /// <param name="texts">The arguments.</param>
    public static ExportCall Read(ModuleReport report, string name, IReadOnlyList<string> texts)
    {
        string shown = Printed.Name(name);
        if (Callable(report).FirstOrDefault(export => export.Name == name) is not { } found)
        {
            string list = string.Join(", ", CallableOf(report));
            throw CliException.Usage(
                $"The module exports no function '{shown}' that can be called.",
                list.Length == 0 ? "It exports none that can be called: start it without --call." : $"Call one of these: {list}");
        }

        return ContractMethod.Find(report.Module!, found) is { } method ? Read(shown, method, texts) : Read(shown, found, texts);
    }

    /// <summary>Calls it, in the function of a call.</summary>
    /// <returns>The result; none where there is none.</returns>
    public IReadOnlyList<object> Invoke(GuestInstance guest) => invoke(guest);

    public static string Show(object value) => value switch
    {
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        JsonElement json => json.GetRawText(),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    private static IEnumerable<WasmExport> Callable(ModuleReport report) =>
        report.Module!.Exports.Where(export => export.CanBeInvoked && !export.IsMarker);

    private static ExportCall Read(string shown, ContractMethod method, IReadOnlyList<string> texts)
    {
        string signature = $"It is {method.Signature}.";
        if (method.Unsupported is { } reason)
        {
            throw CliException.Usage($"'{shown}' {reason}.", $"{signature} Call it from a host: docs/hosting.md.");
        }

        RequireCount(shown, method.ParameterCount, texts.Count, signature);
        try
        {
            Func<GuestInstance, JsonElement?> bound = method.Bind(texts);
            return new ExportCall(guest => bound(guest) is { } value ? [value] : []);
        }
        catch (FormatException exception)
        {
            throw CliException.Usage(Printed.Name(exception.Message), signature);
        }
    }

    private static ExportCall Read(string shown, WasmExport export, IReadOnlyList<string> texts)
    {
        (string[] parameters, string[] results) = export.Signature!.Value;
        RequireCount(shown, parameters.Length, texts.Count, $"It is {ReportPage.Show(export)}.");
        long[] bits = [.. parameters.Zip(texts, (type, text) => Bits(type, text) ?? throw CliException.Usage(
            $"'{Printed.Name(text)}' is no {type}.", $"'{shown}' is {ReportPage.Show(export)}."))];
        return new ExportCall(guest => Values(results.FirstOrDefault(), guest.Invoke(export.Name, bits)));
    }

    private static void RequireCount(string shown, int takes, int got, string signature)
    {
        if (takes != got)
        {
            throw CliException.Usage(
                $"'{shown}' takes {takes} arguments, and got {got}.", $"{signature} Write them after --, so that -1 is no option.");
        }
    }

    private static IReadOnlyList<object> Values(string? type, long? result) => (type, result) switch
    {
        (null, _) or (_, null) => [],
        ("i32", { } value) => [unchecked((int)value)],
        ("f32", { } value) => [BitConverter.Int32BitsToSingle(unchecked((int)value))],
        ("f64", { } value) => [BitConverter.Int64BitsToDouble(value)],
        (_, { } value) => [value],
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
