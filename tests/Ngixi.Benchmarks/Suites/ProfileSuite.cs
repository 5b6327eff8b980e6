using System.Diagnostics;
using System.Globalization;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Peers;
using Ngixi.Benchmarks.Reports;
using Ngixi.Benchmarks.Workloads;

namespace Ngixi.Benchmarks.Suites;

/// <summary>Where the time of the glue's calls goes: what <c>perf</c> sees of a process that does nothing else.</summary>
internal static class ProfileSuite
{
    public const string Name = "profile";
    public const string Command = "profiled";

    private const string Profiler = "perf";
    private const string Ready = "ready";
    private const char Separator = '~';
    private const int Calls = 10_000;

    private static readonly (string Suite, string Title)[] Profiled =
    [
        (CallSuite.Core, "two ints"),
        (CallSuite.Core, "byte view, 16 B"),
        (CallSuite.Core, "string argument, UTF-16, ASCII, 16 B"),
        (CallSuite.Core, "string argument, UTF-8, ASCII, 64 KiB"),
        (CallSuite.Core, "string result, UTF-8, mixed, 64 KiB"),
        (CallSuite.Script, "string argument, ASCII, 16 characters"),
        (CallSuite.Script, "string result, ASCII, 16 characters"),
        (CallSuite.Exports, "two ints"),
        (CallSuite.Exports, "string in and out, 16 characters"),
        (CallSuite.ScriptExports, "string in and out, 16 characters"),
    ];

    private static readonly (string Title, Func<string, string, bool> Has)[] Parts =
    [
        ("guest", static (file, symbol) => IsCompiled(file) && symbol.StartsWith("0x", StringComparison.Ordinal)),
        ("Wasmtime", static (file, _) => file.Contains("wasmtime", StringComparison.Ordinal)),
        (
            ".NET runtime",
            static (file, symbol) =>
                file.StartsWith("libcoreclr", StringComparison.Ordinal) || file.StartsWith("libclr", StringComparison.Ordinal)
                    || file.StartsWith("ld-", StringComparison.Ordinal) || symbol.StartsWith("stub ", StringComparison.Ordinal)),
        (
            "system: clearing, copying, pages",
            static (file, _) => file.StartsWith("libc.", StringComparison.Ordinal) || file.StartsWith("[kernel", StringComparison.Ordinal)),
        (
            ".NET libraries",
            static (_, symbol) =>
                symbol.Contains("[System.", StringComparison.Ordinal) && !symbol.Contains("[Ngixi.", StringComparison.Ordinal)),
        (
            "glue",
            static (_, symbol) =>
                symbol.Contains(" [Ngixi.Bindgen] ", StringComparison.Ordinal) || symbol.Contains("HostImports::", StringComparison.Ordinal)
                    || symbol.Contains("ShopExports", StringComparison.Ordinal)),
        ("benchmark", static (_, symbol) => symbol.Contains(" [Ngixi.Benchmarks] ", StringComparison.Ordinal)),
    ];

    public static Section Run(Effort effort)
    {
        Table table = new(["", "a call", .. Parts.Select(part => part.Title), "other"]);
        if (WhyNot() is { } problem)
        {
            return new Section("Where the time goes", $"Not measured here: {problem}.", table, new Footnotes(), []);
        }

        foreach ((string suite, string title) in Profiled)
        {
            Console.WriteLine($"{Name}: {suite}: {title}");
            (double nanoseconds, double[] shares) = Profile(suite, title, effort.IsShort ? 1 : 3);
            table.Add([
                $"{Direction(suite)}, {title}",
                Text.Time(nanoseconds),
                .. shares
                    .Append(1 - shares.Sum())
                    .Select(share => share < 0.005 ? "" : string.Create(CultureInfo.InvariantCulture, $"{share * 100:F0} %")),
            ]);
        }

        return new Section(
            "Where the time goes",
            $"What `{Profiler}` finds at work while the glue's calls are made in a loop, in a process of its own, in parts of the time of a call. "
                + "The guest is all that Wasmtime compiled, its ways in and out too; the runtime of .NET has the way from native code into .NET and back, and the allocation of objects; "
                + "the system clears the memory of new objects and copies. Small functions count to what they are inlined in.",
            table,
            new Footnotes(),
            []);
    }

    /// <summary>Runs a workload until the input ends, and prints the nanoseconds of a call.</summary>
    public static void Serve(string suite, string title)
    {
        (IPeer peer, IReadOnlyList<Workload> workloads) = Find(suite);
        Workload workload = workloads.Single(workload => workload.Title == title);
        Effort effort = new(IsShort: false);
        peer.Prepare(workload);
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < effort.WarmUpTime)
        {
            peer.Run(Calls);
        }

        Console.WriteLine(Ready);
        Task<int> end = Task.Run(Console.In.Read);
        List<double> samples = [];
        while (!end.IsCompleted)
        {
            samples.Add(peer.Run(Calls).Nanoseconds / Calls);
        }

        Console.WriteLine(Figure.Of(samples).Value.ToString(CultureInfo.InvariantCulture));
        peer.Dispose();
    }

    private static (IPeer Peer, IReadOnlyList<Workload> Workloads) Find(string suite) => suite switch
    {
        CallSuite.Core => (new NgixiCorePeer(), WorkloadTable.Core),
        CallSuite.Script => (new NgixiScriptPeer(), WorkloadTable.Script),
        CallSuite.Exports => (new NgixiExportPeer(), WorkloadTable.Exports),
        _ => (new NgixiScriptExportPeer(), WorkloadTable.Exports),
    };

    private static string Direction(string suite) => suite switch
    {
        CallSuite.Core => "import",
        CallSuite.Script => "import, AssemblyScript",
        CallSuite.Exports => "export",
        _ => "export, AssemblyScript",
    };

    private static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux() || !Tools.IsInstalled(Profiler))
        {
            return $"there is no `{Profiler}`";
        }

        try
        {
            Tools.Run(Profiler, ["record", "-q", "-o", WorkFolder.At("try.perf"), "--", "true"]);
            return null;
        }
        catch (InvalidOperationException)
        {
            return $"`{Profiler}` is not allowed to measure";
        }
    }

    private static (double Nanoseconds, double[] Shares) Profile(string suite, string title, int seconds)
    {
        string data = WorkFolder.At("profile.perf");
        ProcessStartInfo start = new(Environment.ProcessPath!, [.. Tools.SelfArguments, Command, suite, title])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        // Names for what the just-in-time compiler makes, and one address for it.
        start.Environment["DOTNET_PerfMapEnabled"] = "1";
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using Process process = Process.Start(start)!;
        try
        {
            while (process.StandardOutput.ReadLine() is var line && line != Ready)
            {
                _ = line ?? throw new InvalidOperationException($"{suite}, {title}: the process ended.");
            }

            Tools.Run(Profiler, ["record", "-q", "-F", "5000", "-t", $"{process.Id}", "-o", data, "--", "sleep", $"{seconds}"]);
            string report = Tools.Run(Profiler, ["report", "-q", "-i", data, "--stdio", "-F", "overhead,dso,sym", "-t", $"{Separator}"]);
            process.StandardInput.Close();
            return (double.Parse(process.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture), SharesOf(report));
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
            Array.ForEach(Directory.GetFiles(Path.GetTempPath(), $"perf*-{process.Id}.map"), File.Delete);
        }
    }

    private static double[] SharesOf(string report)
    {
        double[] shares = new double[Parts.Length];
        foreach (string[] cells in report.Split('\n').Select(line => line.Split(Separator, 3, StringSplitOptions.TrimEntries)))
        {
            if (cells is not [var share, var file, var symbol])
            {
                continue;
            }

            // The symbol is marked as one of the kernel or of a user.
            string name = symbol[(symbol.IndexOf(']', StringComparison.Ordinal) + 1)..].TrimStart();
            int part = Array.FindIndex(Parts, part => part.Has(file, name));
            if (part >= 0)
            {
                shares[part] += double.Parse(share.TrimEnd('%'), CultureInfo.InvariantCulture) / 100;
            }
        }

        return shares;
    }

    private static bool IsCompiled(string file) =>
        file.StartsWith("[JIT]", StringComparison.Ordinal)
        || file.StartsWith("anon", StringComparison.Ordinal)
        || file.StartsWith("//anon", StringComparison.Ordinal);
}
