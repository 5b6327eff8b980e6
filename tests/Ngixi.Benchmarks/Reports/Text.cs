using System.Globalization;
using Ngixi.Benchmarks.Measuring;

namespace Ngixi.Benchmarks.Reports;

/// <summary>How figures are written.</summary>
internal static class Text
{
    /// <summary>From here on, noise may decide a comparison, and the spread is said.</summary>
    private const double NotableSpread = 0.05;

    /// <summary>A time, its ratio to <paramref name="own"/>, a notable spread, and what was allocated.</summary>
    public static string Cell(Figure figure, Figure? own)
    {
        string text = Time(figure.Value) + Spread(figure);
        if (own is not null)
        {
            text += $", {Ratio(figure.RatioTo(own).Value)}";
        }

        return figure.AllocatedBytes is { } bytes ? $"{text}, {Bytes(bytes)}" : text;
    }

    public static string Time(double nanoseconds) => nanoseconds switch
    {
        < 1e3 => $"{Number(nanoseconds)} ns",
        < 1e6 => $"{Number(nanoseconds / 1e3)} µs",
        < 1e9 => $"{Number(nanoseconds / 1e6)} ms",
        _ => $"{Number(nanoseconds / 1e9)} s",
    };

    /// <summary>A ratio and a notable spread.</summary>
    public static string Ratio(Figure ratio) => Ratio(ratio.Value) + Spread(ratio);

    public static string Ratio(double ratio) => $"{Number(ratio)}×";

    public static string Bytes(double bytes) => bytes switch
    {
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes:F0} B"),
        < 10_000_000 => $"{Number(bytes / 1024)} KiB",
        _ => $"{Number(bytes / 1024 / 1024)} MiB",
    };

    public static string Percent(double part) => string.Create(CultureInfo.InvariantCulture, $"{part * 100:F1} %");

    private static string Spread(Figure figure) =>
        figure.Spread < NotableSpread ? "" : string.Create(CultureInfo.InvariantCulture, $" ±{figure.Spread * 100:F0} %");

    /// <summary>Three digits are as many as a measurement has.</summary>
    public static string Number(double value) =>
        value.ToString(value switch { < 10 => "F2", < 100 => "F1", _ => "F0" }, CultureInfo.InvariantCulture);
}
