using System.Globalization;
using System.Xml;
using Ngixi.Bindgen;

namespace Ngixi.Testing.Reports;

/// <summary>Writes results as JUnit's XML, with the attributes that build servers read.</summary>
internal static class JUnitReport
{
    public static void Write(XmlWriter xml, GuestTestRun run)
    {
        xml.WriteStartElement("testsuites");
        WriteCounts(xml, run);
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", run.Module);
        WriteCounts(xml, run);
        xml.WriteAttributeString("skipped", "0");
        xml.WriteAttributeString("timestamp", run.Started.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        foreach (GuestTestResult result in run.Results)
        {
            Write(xml, result);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, GuestTestRun run)
    {
        xml.WriteAttributeString("tests", Number(run.Results.Count));
        xml.WriteAttributeString("failures", Number(run.Results.Count(result => !result.Passed)));
        xml.WriteAttributeString("errors", "0");
        xml.WriteAttributeString("time", Seconds(run.Duration));
    }

    private static void Write(XmlWriter xml, GuestTestResult result)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", TextReport.NameOf(result));
        xml.WriteAttributeString("classname", result.Module);
        xml.WriteAttributeString("time", Seconds(result.Duration));
        if (result.Place is { } place)
        {
            xml.WriteAttributeString("file", UntrustedText.Escape(place.File!));
            xml.WriteAttributeString("line", Number(place.Line));
        }

        if (result.Failure is { } failure)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", EscapedText.Lines(failure));
            xml.WriteAttributeString("type", result.Exception?.GetType().Name ?? nameof(GuestTestException));
            xml.WriteString(EscapedText.Lines($"{failure}\n{TextReport.StackOf(result)}"));
            xml.WriteEndElement();
        }

        if (result.Log.Count > 0)
        {
            xml.WriteElementString("system-out", EscapedText.Lines(string.Join('\n', result.Log)));
        }

        xml.WriteEndElement();
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000000", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
