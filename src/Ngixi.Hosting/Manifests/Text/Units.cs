using System.Globalization;
using System.Text.RegularExpressions;

namespace Ngixi.Hosting.Manifests.Text;

/// <summary>Reads and writes sizes and durations: a whole number and a unit.</summary>
internal static partial class Units
{
    private static readonly (string Name, long Factor)[] Sizes = [("B", 1), ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30)];

    private static readonly (string Name, long Factor)[] Durations =
    [
        ("ms", TimeSpan.TicksPerMillisecond), ("s", TimeSpan.TicksPerSecond), ("min", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour), ("d", TimeSpan.TicksPerDay),
    ];

    public static string SizePattern => PatternOf(Sizes);

    public static string DurationPattern => PatternOf(Durations);

    /// <summary>Reads a size.</summary>
    /// <returns>The bytes; null where the text is none.</returns>
    public static long? Size(string text) => Read(text, Sizes);

    /// <summary>Reads a duration.</summary>
    /// <returns>The duration; null where the text is none.</returns>
    public static TimeSpan? Duration(string text) => Read(text, Durations) is { } ticks ? new TimeSpan(ticks) : null;

    public static string Show(TimeSpan duration) => Write(duration.Ticks, Durations);

    public static string ShowSize(long bytes) => Write(bytes, Sizes);

    private static long? Read(string text, (string Name, long Factor)[] units)
    {
        if (Form().Match(text) is not { Success: true } match
            || Array.Find(units, unit => unit.Name == match.Groups["unit"].Value) is not { Name: not null } unit
            || !long.TryParse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            return null;
        }

        return number <= long.MaxValue / unit.Factor ? number * unit.Factor : long.MaxValue;
    }

    private static string Write(long value, (string Name, long Factor)[] units)
    {
        (string name, long factor) = units.LastOrDefault(unit => value != 0 && value % unit.Factor == 0, units[0]);
        return string.Create(CultureInfo.InvariantCulture, $"{value / factor} {name}");
    }

    private static string PatternOf((string Name, long Factor)[] units) =>
        $"^[0-9]+ ?({string.Join('|', units.Select(unit => unit.Name))})$";

    [GeneratedRegex("^(?<number>[0-9]+) ?(?<unit>[a-zA-Z]+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
