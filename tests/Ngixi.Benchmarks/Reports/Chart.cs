using System.Globalization;
using System.Text;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Workloads;

namespace Ngixi.Benchmarks.Reports;

/// <summary>Times over sizes, one line for each peer, both axes logarithmic; an SVG that needs nothing else.</summary>
internal sealed record Chart(
    string FileName, string Title, IReadOnlyList<string> Sizes, IReadOnlyList<(string Peer, IReadOnlyList<double?> Nanoseconds)> Lines)
{
    private const int Width = 760;
    private const int Height = 340;
    private const int Left = 70;
    private const int Right = 240;
    private const int Top = 40;
    private const int Bottom = 40;

    private static readonly string[] Colors = ["#0b6e4f", "#c1440e", "#e0a100", "#3a5fcd", "#8a2be2", "#707070", "#c2185b"];

    public string ToSvg()
    {
        List<double> all = [.. Lines.SelectMany(line => line.Nanoseconds).OfType<double>()];
        int lowest = (int)Math.Floor(Math.Log10(all.Min()));
        int highest = (int)Math.Ceiling(Math.Log10(all.Max()));
        StringBuilder svg = new();
        Add(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{Height}" font-family="sans-serif" font-size="12">""");
        Add(svg, $"""<rect width="{Width}" height="{Height}" fill="white"/>""");
        Add(svg, $"""<text x="{Left}" y="22" font-size="14" font-weight="bold">{Title}</text>""");
        for (int power = lowest; power <= highest; power++)
        {
            double y = Y(Math.Pow(10, power));
            Add(
                svg,
                $"""<line x1="{Left}" y1="{y:F1}" x2="{Width - Right}" y2="{y:F1}" stroke="#ddd"/><text x="{Left - 6}" y="{y + 4:F1}" text-anchor="end">{Power(power)}</text>""");
        }

        for (int index = 0; index < Sizes.Count; index++)
        {
            Add(svg, $"""<text x="{X(index):F1}" y="{Height - Bottom + 20}" text-anchor="middle">{Sizes[index]}</text>""");
        }

        for (int index = 0; index < Lines.Count; index++)
        {
            Append(svg, index);
        }

        return svg.Append("</svg>\n").ToString();

        double Y(double nanoseconds) =>
            Height - Bottom - ((Math.Log10(nanoseconds) - lowest) / (highest - lowest) * (Height - Top - Bottom));

        double X(int index) => Left + 20 + (index * (Width - Left - Right - 40.0) / Math.Max(1, Sizes.Count - 1));

        void Append(StringBuilder svg, int line)
        {
            string color = Colors[line % Colors.Length];
            List<(double X, double Y)> points = [];
            for (int index = 0; index < Sizes.Count; index++)
            {
                if (Lines[line].Nanoseconds[index] is { } value)
                {
                    points.Add((X(index), Y(value)));
                }
            }

            string path = string.Join(" ", points.Select(point => Invariant($"{point.X:F1},{point.Y:F1}")));
            Add(svg, $"""<polyline points="{path}" fill="none" stroke="{color}" stroke-width="{(line == 0 ? 3 : 1.5)}"/>""");
            points.ForEach(point => Add(svg, $"""<circle cx="{point.X:F1}" cy="{point.Y:F1}" r="3" fill="{color}"/>"""));
            int y = Top + 6 + (line * 20);
            Add(
                svg,
                $"""<rect x="{Width - Right + 10}" y="{y - 8}" width="12" height="8" fill="{color}"/><text x="{Width - Right + 28}" y="{y}">{Lines[line].Peer}</text>""");
        }
    }

    private static string Power(int power) =>
        Text.Time(Math.Pow(10, power)).Replace(".00", "", StringComparison.Ordinal).Replace(".0", "", StringComparison.Ordinal);

    private static void Add(StringBuilder svg, FormattableString elements) => svg.Append(Invariant(elements)).Append('\n');

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Makes the charts of a suite: one for each family of workloads that has several sizes.</summary>
internal static class Charts
{
    public static IReadOnlyList<Chart> Of(string suite, IReadOnlyList<Workload> workloads, IReadOnlyList<string> peers, Results results) =>
        [.. workloads
            .Where(workload => results.Find(suite, workload, peers[0]) is not null)
            .GroupBy(workload => workload.Family)
            .Where(family => family.Count() > 1)
            .Select(family => Of(suite, [.. family], peers, results))];

    private static Chart Of(string suite, List<Workload> measured, IReadOnlyList<string> peers, Results results)
    {
        var lines =
            from peer in peers
            let values = measured.Select(workload => results.Find(suite, workload, peer)?.Value).ToList()
            where values.Exists(value => value is not null)
            select (peer, (IReadOnlyList<double?>)values);
        string name = string.Concat(
            measured[0].Family.Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToLowerInvariant(character) : '-'))
            .Replace("--", "-", StringComparison.Ordinal);
        return new Chart(
            $"{suite}-{name}.svg",
            $"{measured[0].Family}: time of one",
            [.. measured.Select(workload => workload.SizeText)],
            [.. lines]);
    }
}
