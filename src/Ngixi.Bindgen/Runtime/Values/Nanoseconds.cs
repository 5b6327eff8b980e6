namespace Ngixi.Bindgen.Runtime.Values;

/// <summary>Times as guests have them: 64 bits of nanoseconds.</summary>
internal static class Nanoseconds
{
    private const long LeastTicks = long.MinValue / TimeSpan.NanosecondsPerTick;

    public static DateTimeOffset ToInstant(long nanoseconds) => DateTimeOffset.UnixEpoch + ToDuration(nanoseconds);

    /// <summary>Rounds down to 100, the tick of .NET; up where 64 bits of nanoseconds have nothing below, so that it can go back.</summary>
    public static TimeSpan ToDuration(long nanoseconds)
    {
        long ticks = Math.DivRem(nanoseconds, TimeSpan.NanosecondsPerTick, out long rest);
        return new TimeSpan(rest < 0 && ticks > LeastTicks ? ticks - 1 : ticks);
    }

    /// <param name="value">The point in time.</param>
    /// <param name="name">The name of the value in errors.</param>
    public static long Of(DateTimeOffset value, string name) => Of(value - DateTimeOffset.UnixEpoch, name);

    /// <param name="value">The duration.</param>
    /// <param name="name">The name of the value in errors.</param>
    public static long Of(TimeSpan value, string name) =>
        value.Ticks is >= LeastTicks and <= long.MaxValue / TimeSpan.NanosecondsPerTick
            ? value.Ticks * TimeSpan.NanosecondsPerTick
            : throw new InvalidOperationException(
                $"A time does not fit in 64 bits of nanoseconds: {name}. "
                + "A point from 1677-09-21 to 2262-04-11, or a duration of up to 292 years, does.");
}
