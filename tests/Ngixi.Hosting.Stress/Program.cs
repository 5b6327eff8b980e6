using System.Globalization;
using Ngixi.Hosting.Stress;

// What needs a process of its own: the tests run some of it briefly, and a person runs it for as long as they like.
return args switch
{
    ["neighbours", .. var rest] => await Neighbours.RunAsync(TimeSpan.FromSeconds(Number(rest, 3)), [.. rest.Skip(1)]),
    ["deadlines"] => await Deadlines.RunAsync(),
    ["ceiling"] => await Ceiling.RunAsync(),
    ["soak", .. var rest] => await Soak.RunAsync(TimeSpan.FromSeconds(Number(rest, 60)), seed: 1),
    ["cache", var directory, var key, var rounds] => await CacheRuns.ShareAsync(directory, key, Number([rounds], 0)),
    ["audit", "kills", .. var rest] => await AuditRuns.KillAsync(Number(rest, 20), Number(rest[Math.Min(rest.Length, 1)..], 1)),
    ["audit", "write", var path] => AuditRuns.Write(path),
    ["audit", "fill", var path] => AuditRuns.Fill(path),
    _ => Usage(),
};

static int Number(string[] rest, int usual) => rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : usual;

static int Usage()
{
    Console.Error.WriteLine(
        "usage: Ngixi.Hosting.Stress neighbours [seconds for each [attack …]] | deadlines | ceiling | soak [seconds]"
        + " | audit kills [count [seed]] | audit fill <file on a small disk>");
    return 2;
}
