using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ngixi.Capabilities;

/// <summary>Checks the limits of grants.</summary>
internal static class Limit
{
    public static T AtLeast<T>(T least, T value, [CallerMemberName] string property = "")
        where T : IBinaryInteger<T> =>
        value >= least ? value : throw new ArgumentOutOfRangeException(property, value, $"{property} is at least {least}.");

    public static int Between(int least, int most, int value, [CallerMemberName] string property = "") =>
        value >= least && value <= most
            ? value
            : throw new ArgumentOutOfRangeException(property, value, $"{property} is {least} to {most}.");

    public static T Defined<T>(T value, [CallerMemberName] string property = "")
        where T : struct, Enum =>
        Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(property, value, $"{property} is no such value.");

    /// <summary>Checks a time to wait.</summary>
    public static TimeSpan Timeout(TimeSpan value, [CallerMemberName] string property = "") =>
        value >= TimeSpan.FromMilliseconds(1) && value <= TimeSpan.FromHours(1)
            ? value
            : throw new ArgumentOutOfRangeException(property, value, $"{property} is 1 ms to 1 h.");
}
