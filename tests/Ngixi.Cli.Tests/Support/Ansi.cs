using System.Text.RegularExpressions;

namespace Ngixi.Cli.Tests.Support;

/// <summary>What a terminal does not print.</summary>
internal static partial class Ansi
{
    public static string Strip(string text) => Sequence().Replace(text, "");

    [GeneratedRegex(@"\e\[[\d;?]*[A-Za-z]")]
    private static partial Regex Sequence();
}
