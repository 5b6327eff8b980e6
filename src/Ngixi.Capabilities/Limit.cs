using System.Runtime.CompilerServices;

namespace Ngixi.Capabilities;

/// <summary>Checks the limits of grants.</summary>
internal static class Limit
{
    public static int AtLeast(int least, int value, [CallerMemberName] string property = "") =>
        value >= least ? value : throw new ArgumentOutOfRangeException(property, value, $"It is {least} at least.");

    public static int Between(int least, int most, int value, [CallerMemberName] string property = "") =>
        value >= least && value <= most ? value : throw new ArgumentOutOfRangeException(property, value, $"It is {least} to {most}.");
}
