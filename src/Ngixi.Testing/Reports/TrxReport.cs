using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Ngixi.Bindgen;

namespace Ngixi.Testing.Reports;

/// <summary>Writes results as TRX, the format of Visual Studio's tests.</summary>
internal static class TrxReport
{
    private const string Namespace = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    // What each file of the format has: the kind of a unit test, and the lists of results that belong to none and of all.
    private const string UnitTest = "13cdc9d9-ddb5-4fa4-a97d-d965ccfa6d4b";
    private const string NoList = "8c84fa94-04c1-424b-9868-57a2d4851a1d";
    private const string AllLists = "19431567-8539-422a-85d7-44ee4e166bda";

    public static void Write(XmlWriter xml, GuestTestRun run)
    {
        string started = Instant(run.Started);
        xml.WriteStartElement("TestRun", Namespace);
        xml.WriteAttributeString("id", Id("run", run.Module, started));
        xml.WriteAttributeString("name", $"{run.Module} {started}");
        WriteEmpty(
            xml,
            "Times",
            ("creation", started),
            ("queuing", started),
            ("start", started),
            ("finish", Instant(run.Started + run.Duration)));
        WriteEmpty(xml, "TestSettings", ("name", "default"), ("id", Id("settings", run.Module, started)));
        WriteAll(xml, "Results", run, WriteResult);
        WriteAll(xml, "TestDefinitions", run, WriteDefinition);
        WriteAll(xml, "TestEntries", run, static (xml, run, result) => WriteEmpty(
            xml,
            "TestEntry",
            ("testId", TestId(result)),
            ("executionId", ExecutionId(run, result)),
            ("testListId", NoList)));
        xml.WriteStartElement("TestLists");
        WriteEmpty(xml, "TestList", ("name", "Results Not in a List"), ("id", NoList));
        WriteEmpty(xml, "TestList", ("name", "All Loaded Results"), ("id", AllLists));
        xml.WriteEndElement();
        WriteSummary(xml, run);
        xml.WriteEndElement();
    }

    private static void WriteAll(
        XmlWriter xml, string element, GuestTestRun run, Action<XmlWriter, GuestTestRun, GuestTestResult> write)
    {
        xml.WriteStartElement(element);
        foreach (GuestTestResult result in run.Results)
        {
            write(xml, run, result);
        }

        xml.WriteEndElement();
    }

    private static void WriteResult(XmlWriter xml, GuestTestRun run, GuestTestResult result)
    {
        xml.WriteStartElement("UnitTestResult");
        WriteAttributes(
            xml,
            ("executionId", ExecutionId(run, result)),
            ("testId", TestId(result)),
            ("testName", FullName(result)),
            ("computerName", "guest"),
            ("duration", result.Duration.ToString("c", CultureInfo.InvariantCulture)),
            ("startTime", Instant(result.Started)),
            ("endTime", Instant(result.Started + result.Duration)),
            ("testType", UnitTest),
            ("outcome", result.Passed ? "Passed" : "Failed"),
            ("testListId", NoList),
            ("relativeResultsDirectory", ExecutionId(run, result)));
        if (result.Log.Count > 0 || !result.Passed)
        {
            xml.WriteStartElement("Output");
            if (result.Log.Count > 0)
            {
                xml.WriteElementString("StdOut", EscapedText.Lines(string.Join('\n', result.Log)));
            }

            if (result.Failure is { } failure)
            {
                xml.WriteStartElement("ErrorInfo");
                xml.WriteElementString("Message", EscapedText.Lines(failure));
                xml.WriteElementString("StackTrace", EscapedText.Lines(TextReport.StackOf(result)));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteDefinition(XmlWriter xml, GuestTestRun run, GuestTestResult result)
    {
        string name = TextReport.NameOf(result);
        xml.WriteStartElement("UnitTest");
        WriteAttributes(xml, ("name", FullName(result)), ("storage", run.Module), ("id", TestId(result)));
        WriteEmpty(xml, "Execution", ("id", ExecutionId(run, result)));
        WriteEmpty(
            xml,
            "TestMethod",
            ("codeBase", run.Module),
            ("adapterTypeName", "executor://ngixi.testing/"),
            ("className", run.Module),
            ("name", name));
        xml.WriteEndElement();
    }

    private static void WriteSummary(XmlWriter xml, GuestTestRun run)
    {
        string total = Number(run.Results.Count);
        xml.WriteStartElement("ResultSummary");
        xml.WriteAttributeString("outcome", run.Passed ? "Completed" : "Failed");
        xml.WriteStartElement("Counters");
        WriteAttributes(
            xml,
            ("total", total),
            ("executed", total),
            ("passed", Number(run.Results.Count(result => result.Passed))),
            ("failed", Number(run.Results.Count(result => !result.Passed))));
        string[] others =
        [
            "error", "timeout", "aborted", "inconclusive", "passedButRunAborted", "notRunnable", "notExecuted", "disconnected", "warning",
            "completed", "inProgress", "pending",
        ];
        foreach (string other in others)
        {
            xml.WriteAttributeString(other, "0");
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteEmpty(XmlWriter xml, string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(element);
        WriteAttributes(xml, attributes);
        xml.WriteEndElement();
    }

    private static void WriteAttributes(XmlWriter xml, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        foreach ((string name, string value) in attributes)
        {
            xml.WriteAttributeString(name, value);
        }
    }

    private static string FullName(GuestTestResult result) => $"{result.Module}.{TextReport.NameOf(result)}";

    private static string TestId(GuestTestResult result) => Id("test", result.Module, result.Name);

    private static string ExecutionId(GuestTestRun run, GuestTestResult result) => Id("execution", Instant(run.Started), FullName(result));

    /// <summary>An identifier that is the same for the same parts.</summary>
    private static string Id(params string[] parts) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 16)).ToString();

    private static string Instant(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
