using System.Globalization;

namespace Ngixi.Bindgen.Tests.Shared;

/// <summary>How many inputs a test makes for itself, and from which number on: <c>NGIXI_TRIES</c> and <c>NGIXI_SEED</c>.</summary>
internal static class Tries
{
    /// <summary>How many inputs to make.</summary>
    /// <param name="usual">The number that a run of all tests has time for.</param>
    public static int Count(int usual) => Number("NGIXI_TRIES") ?? usual;

    /// <summary>The seed of the first input; the next has the next.</summary>
    public static int Seed(int usual) => Number("NGIXI_SEED") ?? usual;

    /// <summary>The seeds of all inputs.</summary>
    public static IEnumerable<int> Seeds(int usualCount, int usualSeed = 1) => Enumerable.Range(Seed(usualSeed), Count(usualCount));

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
