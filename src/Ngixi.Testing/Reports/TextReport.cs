using System.Globalization;
using System.Text;
using Ngixi.Bindgen;
using Ngixi.Hosting;

namespace Ngixi.Testing.Reports;

/// <summary>Writes results for people.</summary>
internal static class TextReport
{
    public static string Of(GuestTestRun run)
    {
        StringBuilder text = new();
        foreach (GuestTestResult result in run.Results)
        {
            text.Append(result.Passed ? "passed" : "FAILED").Append($" {NameOf(result)} ({Time(result.Duration)})\n");
            if (!result.Passed)
            {
                Write(text, result, "       ");
            }
        }

        int failed = run.Results.Count(result => !result.Passed);
        text.Append(
            CultureInfo.InvariantCulture,
            $"{run.Module}: {run.Results.Count:N0} tests, {run.Results.Count - failed:N0} passed, {failed:N0} failed");
        text.Append($" ({Time(run.Duration)})\n");
        return text.ToString();
    }

    /// <summary>Says all that is known of a failed test.</summary>
    public static string MessageOf(GuestTestResult result)
    {
        StringBuilder text = new(NameOf(result));
        text.Append(" of the module ").Append(result.Module).Append(" failed.\n");
        Write(text, result, "");
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>The name of a test, which its guest chose, as it may be shown.</summary>
    public static string NameOf(GuestTestResult result) => UntrustedText.Escape(result.Name);

    /// <summary>The frames of a failure, as .NET shows those of C#; empty where there are none.</summary>
    public static string StackOf(GuestTestResult result) => string.Join('\n', result.Frames.Select(frame => $"   at {frame}"));

    private static void Write(StringBuilder text, GuestTestResult result, string indent)
    {
        foreach (string line in EscapedText.Lines(result.Failure!).Split('\n'))
        {
            text.Append(indent).Append(line).Append('\n');
        }

        foreach (GuestFrame frame in result.Frames)
        {
            text.Append(indent).Append("   at ").Append(frame).Append('\n');
        }

        foreach (string line in result.Log)
        {
            text.Append(indent).Append("log ").Append(UntrustedText.Escape(line)).Append('\n');
        }
    }

    private static string Time(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:N0} ms");
}
