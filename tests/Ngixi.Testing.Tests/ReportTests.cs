using System.Globalization;
using System.Xml.Linq;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Hosting;

namespace Ngixi.Testing.Tests;

/// <summary>Results as text, TRX and JUnit's XML.</summary>
public sealed class ReportTests
{
    private const string Hostile = "test_\"<&>\u0007\u202e\ud800\n]]>";

    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    private static readonly GuestTestRun Run = new(
        "shop",
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        TimeSpan.FromMilliseconds(1500),
        [
            new GuestTestResult("shop", "test_adds", TimeSpan.FromMilliseconds(1000), null) { Log = ["info: added"] },
            new GuestTestResult("shop", Hostile, TimeSpan.FromMilliseconds(500), "It aborted: \u0001 <no>\nand more.")
            {
                Frames = [new GuestFrame("deep", 12, null, 0, 0), new GuestFrame("total", 34, "assembly/\u0002.ts", 12, 5)],
                Log = ["warn: \u0000"],
            },
        ]);

    [Fact]
    public void Text_has_a_line_for_each_test_and_all_of_a_failure() => Assert.Equal(
        """
        passed test_adds (1,000 ms)
        FAILED test_"<&>\u0007\u202e\ud800\u000a]]> (500 ms)
               It aborted: \u0001 <no>
               and more.
                  at deep (0xc)
                  at total in assembly/\u0002.ts:12:5
               log warn: \u0000
        shop: 2 tests, 1 passed, 1 failed (1,500 ms)

        """.ReplaceLineEndings("\n"),
        Run.ToString());

    [Fact]
    public void TRX_has_the_parts_that_belong_together()
    {
        XElement root = Written(Run.WriteTrx);
        Assert.Equal(Trx + "TestRun", root.Name);
        Assert.Equal(
            ["Times", "TestSettings", "Results", "TestDefinitions", "TestEntries", "TestLists", "ResultSummary"],
            root.Elements().Select(element => element.Name.LocalName));
        XElement[] results = [.. root.Element(Trx + "Results")!.Elements()];
        Assert.Equal(["Passed", "Failed"], results.Select(result => (string)result.Attribute("outcome")!));
        Assert.Equal("shop.test_adds", (string)results[0].Attribute("testName")!);
        Assert.Equal("00:00:01", (string)results[0].Attribute("duration")!);
        foreach (XElement result in results)
        {
            string test = (string)result.Attribute("testId")!;
            string execution = (string)result.Attribute("executionId")!;
            Assert.True(Guid.TryParse(test, out _) && Guid.TryParse(execution, out _));
            XElement definition = root.Descendants(Trx + "UnitTest").Single(element => (string)element.Attribute("id")! == test);
            Assert.Equal(execution, (string)definition.Element(Trx + "Execution")!.Attribute("id")!);
            XElement entry = root.Descendants(Trx + "TestEntry").Single(element => (string)element.Attribute("testId")! == test);
            Assert.Equal(execution, (string)entry.Attribute("executionId")!);
            Assert.Contains(
                root.Descendants(Trx + "TestList"),
                list => (string)list.Attribute("id")! == (string)entry.Attribute("testListId")!);
        }

        Assert.Equal("info: added", results[0].Descendants(Trx + "StdOut").Single().Value);
        Assert.Equal("It aborted: \\u0001 <no>\nand more.", results[1].Descendants(Trx + "Message").Single().Value);
        Assert.Equal(
            "   at deep (0xc)\n   at total in assembly/\\u0002.ts:12:5", results[1].Descendants(Trx + "StackTrace").Single().Value);
        XElement counters = root.Descendants(Trx + "Counters").Single();
        Assert.Equal("2 2 1 1", string.Join(' ', counters.Attributes().Take(4).Select(attribute => attribute.Value)));
        Assert.Equal("Failed", (string)root.Element(Trx + "ResultSummary")!.Attribute("outcome")!);
    }

    [Fact]
    public void JUnit_has_the_attributes_that_build_servers_read()
    {
        XElement root = Written(Run.WriteJUnit);
        Assert.Equal("testsuites", root.Name.LocalName);
        XElement suite = Assert.Single(root.Elements());
        Assert.Equal(
            "name=shop tests=2 failures=1 errors=0 time=1.500000 skipped=0 timestamp=2026-01-02T03:04:05",
            string.Join(' ', suite.Attributes().Select(attribute => $"{attribute.Name}={attribute.Value}")));
        XElement[] cases = [.. suite.Elements("testcase")];
        Assert.Equal(
            "name=test_adds classname=shop time=1.000000",
            string.Join(' ', cases[0].Attributes().Select(attribute => $"{attribute.Name}={attribute.Value}")));
        Assert.Equal("info: added", cases[0].Element("system-out")!.Value);
        Assert.Equal("test_\"<&>\\u0007\\u202e\\ud800\\u000a]]>", (string)cases[1].Attribute("name")!);
        Assert.Equal("assembly/\\u0002.ts", (string)cases[1].Attribute("file")!);
        Assert.Equal("12", (string)cases[1].Attribute("line")!);
        XElement failure = cases[1].Element("failure")!;
        Assert.Equal("It aborted: \\u0001 <no>\nand more.", (string)failure.Attribute("message")!);
        Assert.EndsWith("   at total in assembly/\\u0002.ts:12:5", failure.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_are_the_same_in_each_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        string here = All();
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
        try
        {
            Assert.Equal(here, All());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static string All() => $"{Run}{Written(Run.WriteTrx)}{Written(Run.WriteJUnit)}";
    }

    private static XElement Written(Action<string> write)
    {
        using TemporaryFolder folder = new();
        string path = folder.At("new/results.xml");
        write(path);
        return XDocument.Load(path).Root!;
    }
}
