using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Ngixi.Bindgen.Runtime.Conversions;

/// <summary>A <see cref="DateOnly"/>: days since 1970-01-01.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DateConversion : IConversion<DateOnly, int>
{
    /// <inheritdoc/>
    public static bool TryRead(int value, out DateOnly converted, [NotNullWhen(false)] out string? reason)
    {
        long number = (long)value + Epoch;
        bool isDate = number >= DateOnly.MinValue.DayNumber && number <= DateOnly.MaxValue.DayNumber;
        converted = isDate ? DateOnly.FromDayNumber((int)number) : default;
        reason = isDate
            ? null
            : $"{value} days from 1970-01-01 are not in the range {DateOnly.MinValue.DayNumber - Epoch} to "
                + $"{DateOnly.MaxValue.DayNumber - Epoch}";
        return isDate;
    }

    /// <inheritdoc/>
    public static int Write(DateOnly value, string name) => value.DayNumber - Epoch;

    private static int Epoch => DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
}
