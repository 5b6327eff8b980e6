using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Ngixi.Bindgen.Runtime.Conversions;

/// <summary>A <see cref="TimeOnly"/>: the time since midnight.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TimeOfDayConversion : IConversion<TimeOnly, TimeSpan>
{
    /// <inheritdoc/>
    public static bool TryRead(TimeSpan value, out TimeOnly converted, [NotNullWhen(false)] out string? reason)
    {
        bool isTime = value >= TimeSpan.Zero && value < TimeSpan.FromDays(1);
        converted = isTime ? TimeOnly.FromTimeSpan(value) : default;
        reason = isTime
            ? null
            : $"{value.Ticks * TimeSpan.NanosecondsPerTick} nanoseconds are not in a day, 0 to "
                + $"{(TimeSpan.TicksPerDay * TimeSpan.NanosecondsPerTick) - 1}";
        return isTime;
    }

    /// <inheritdoc/>
    public static TimeSpan Write(TimeOnly value, string name) => value.ToTimeSpan();
}
