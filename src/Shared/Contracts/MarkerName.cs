using System.Globalization;
using System.Text;

namespace Ngixi.Bindgen.Contracts;

/// <summary>
/// Writes a marker as the name of an export, which <c>asc</c> takes from an identifier: UTF-8, where all but ASCII letters,
/// digits and <c>_</c> is <c>$</c> and two hexadecimal digits for each byte.
/// </summary>
internal static class MarkerName
{
    private const string Start = "ngixi_";

    public static string Encode(string marker)
    {
        StringBuilder name = new(Start);
        foreach (byte code in Encoding.UTF8.GetBytes(marker))
        {
            if (IsPlain((char)code))
            {
                name.Append((char)code);
            }
            else
            {
                name.Append('$').Append(code.ToString("x2", CultureInfo.InvariantCulture));
            }
        }

        return name.ToString();
    }

    /// <summary>Reads what <see cref="Encode"/> wrote, or returns null for a name of another start.</summary>
    public static string? Decode(string name) =>
        name.StartsWith(Start, StringComparison.Ordinal) ? Uri.UnescapeDataString(name.Substring(Start.Length).Replace('$', '%')) : null;

    private static bool IsPlain(char character) => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_';
}
