using System.Globalization;
using System.Text;
using Ngixi.Benchmarks.Measuring;

namespace Ngixi.Benchmarks.Reports;

/// <summary>Writes <c>docs/benchmarks.md</c> and the plots beside it.</summary>
internal static class Page
{
    public static void Write(string folder, Effort effort, IReadOnlyList<Section> sections, Targets targets, TimeSpan time)
    {
        string plots = Path.Combine(folder, "benchmarks");
        if (Directory.Exists(plots))
        {
            Directory.Delete(plots, recursive: true);
        }

        Directory.CreateDirectory(plots);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Benchmarks

            {(effort.IsShort ? "A try with few rounds, written by `./benchmark.sh --short`" : "Written by `./benchmark.sh`")} from what ran on {DateTime.UtcNow:yyyy-MM-dd}, in {time.TotalMinutes:F0} minutes. Do not change it by hand.

            {Machine.Describe()}.

            Peers run in turn, {effort.Rounds} rounds of the same number of calls each, which a fast peer repeats for some milliseconds. A figure
            is the median of the rounds; ± is half of the range of their middle half, where it is {Text.Percent(0.05)} or more. `×` is the time in relation to the first column of figures, the median of
            what each round came to, and bytes are what the host allocated on the managed heap for a call. Only ratios mean something on another machine.


            """);
        text.Append(targets.ToMarkdown());
        foreach (Section section in sections)
        {
            text.Append('\n').Append(section.ToMarkdown());
            foreach (Chart chart in section.Charts)
            {
                File.WriteAllText(Path.Combine(plots, chart.FileName), chart.ToSvg());
            }
        }

        File.WriteAllText(Path.Combine(folder, "benchmarks.md"), text.ToString());
    }
}
