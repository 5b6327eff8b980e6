using System.Buffers;

namespace Ngixi.Capabilities;

/// <summary>Names that mean the file that they name, and nothing else besides.</summary>
internal static class PortableName
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("\\/:*?\"<>|");
    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

    /// <summary>Gets whether a name is that of a file alone: Windows has others, for devices and streams.</summary>
    public static bool IsPlain(string name, bool isWindows)
    {
        if (!isWindows)
        {
            return true;
        }

        string stem = name.Split('.')[0].TrimEnd(' ');
        return name.AsSpan().IndexOfAny(Signs) < 0
            && !name.Any(char.IsControl)
            && name[^1] is not ('.' or ' ')
            && !Devices.Contains(stem, StringComparer.OrdinalIgnoreCase)
            && !IsPort(stem);
    }

    /// <summary>Gets whether it is <c>COM1</c> or <c>LPT1</c>, with a digit of any kind.</summary>
    private static bool IsPort(string stem) =>
        stem.Length == 4
        && (stem.StartsWith("COM", StringComparison.OrdinalIgnoreCase) || stem.StartsWith("LPT", StringComparison.OrdinalIgnoreCase))
        && (char.IsDigit(stem[3]) || stem[3] is '¹' or '²' or '³');
}
