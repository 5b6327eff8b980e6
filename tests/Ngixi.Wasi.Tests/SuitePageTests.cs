using System.Reflection;
using System.Text.RegularExpressions;
using Ngixi.Wasi.Tests.Support;

namespace Ngixi.Wasi.Tests;

/// <summary>The public suite needs a checkout. What it teaches is in tests that need none.</summary>
public sealed partial class SuitePageTests
{
    [Fact]
    public void Each_test_of_the_public_suite_has_its_like_here()
    {
        string page = File.ReadAllText(typeof(SuitePageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(item => item.Key == "SuitePage").Value!);
        List<string> suite = [.. Row().Matches(page).Select(row => row.Groups[1].Value).Order(StringComparer.Ordinal)];
        Assert.Equal(72, suite.Count);
        Assert.Equal(suite, OfHere().Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> OfHere() =>
        typeof(SuitePageTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance))
            .SelectMany(method => method.GetCustomAttributes<AsInSuiteAttribute>())
            .SelectMany(attribute => attribute.Names);

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
