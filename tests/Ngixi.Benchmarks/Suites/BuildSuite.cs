using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Reports;

namespace Ngixi.Benchmarks.Suites;

/// <summary>What the package adds to a build that has nothing to do: a project with it and its stubs, and the same without.</summary>
internal static partial class BuildSuite
{
    public const string Name = "build";

    private const int Interfaces = 20;
    private const double Most = 0.03;

    public static Section Run(Effort effort, Targets targets)
    {
        using BuildProjects projects = new(Interfaces);
        List<double> with = [];
        List<double> without = [];
        List<double> own = [];
        for (int round = -1; round < (effort.IsShort ? 2 : 10); round++)
        {
            Console.WriteLine($"{Name}: round {round + 2}");
            (double Nanoseconds, double OwnNanoseconds) one = Build(projects.With);
            (double Nanoseconds, double OwnNanoseconds) other = Build(projects.Without);
            if (round >= 0)
            {
                with.Add(one.Nanoseconds);
                own.Add(one.OwnNanoseconds);
                without.Add(other.Nanoseconds);
            }
        }

        Figure ofWith = Figure.Of(with);
        Figure ofWithout = Figure.Of(without);
        Figure ofTargets = Figure.Of(own);
        double part = ofTargets.Value / ofWithout.Value;
        targets.Add(
            "no-op build with stubs",
            "the same project without the package",
            "under 3 %",
            $"{Text.Percent(part)} in targets of the package; {Text.Percent((ofWith.Value / ofWithout.Value) - 1)} (±{Text.Percent(Math.Max(ofWith.Spread, ofWithout.Spread))}) by the clock",
            part < Most);

        Table table = new(["", "time"]);
        table.Add(["without the package", Text.Cell(ofWithout, null)]);
        table.Add(["with the package and its stubs", Text.Cell(ofWith, null)]);
        table.Add(["of it in targets of the package", Text.Cell(ofTargets, null)]);
        return new Section(
            "A build with nothing to do",
            $"`dotnet build --no-restore` of a project with {Interfaces} interfaces that is up to date. Without the package, the attributes are the project's own. "
                + "The clock has the start of the SDK in it, and its noise; what MSBuild itself counts for the targets of the package has not.",
            table,
            new Footnotes(),
            []);
    }

    private static (double Nanoseconds, double OwnNanoseconds) Build(string folder)
    {
        long begin = Stopwatch.GetTimestamp();
        string output = BuildProjects.Dotnet(folder, "build", "--no-restore", "-c", "Release", "-clp:PerformanceSummary");
        double nanoseconds = Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
        double own = OwnTarget().Matches(output).Sum(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * 1e6);
        return (nanoseconds, own);
    }

    /// <summary>A line of MSBuild's summary: milliseconds, a target of the package, calls.</summary>
    [GeneratedRegex(@"^\s*(\d+) ms\s+_?Ngixi\w+\s+\d+ calls", RegexOptions.Multiline)]
    private static partial Regex OwnTarget();
}
