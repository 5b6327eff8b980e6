using Ngixi.Bindgen.Generator.Tests.Diagnostics;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.CodeFixes.Tests;

/// <summary>What the tests of fixes for changed contracts start from.</summary>
internal static class ChangeFixes
{
    /// <summary>The contract file of a source before it changed.</summary>
    /// <param name="what">What is there now.</param>
    /// <param name="was">What was there instead.</param>
    public static string Recorded(string markedSource, string what, string was)
    {
        string source = Unmarked(markedSource);
        Assert.Contains(what, source, StringComparison.Ordinal);
        return ContractFiles.Record(
            source.Replace(what, was, StringComparison.Ordinal).Replace(FixTest.FileBorder, "\n", StringComparison.Ordinal));
    }

    public static string Unmarked(string markedSource) => MarkedSource.Parse(markedSource).Text;
}
