using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Reports;
using Ngixi.Benchmarks.Workloads;

namespace Ngixi.Benchmarks.Suites;

/// <summary>What the generator adds to a build and to typing, beside a generator that finds the same interfaces and does nothing.</summary>
internal static class GeneratorSuite
{
    public const string Name = "generator";

    private const int Largest = 1000;

    public static Section Run(Effort effort, Targets targets)
    {
        Table table = new([
            "interfaces", "what", "Ngixi.Bindgen", "empty generator", "time", "allocated", "by the empty generator", "bytes",
        ]);
        CSharpGeneratorDriver none = Driver(new EmptyGenerator());
        CSharpGeneratorDriver own = Driver(BindgenGenerator());
        List<GeneratorEdits> projects = [.. effort.Sizes(10, 100, Largest).Select(interfaces => new GeneratorEdits(interfaces))];
        Console.WriteLine($"{Name}: cold");
        List<Comparison> cold = Compare(effort, [.. projects.Select(project => (Func<int, CSharpCompilation>)project.Fresh)], own, none);
        foreach ((GeneratorEdits project, Comparison first) in projects.Zip(cold))
        {
            Console.WriteLine($"{Name}: {project.Interfaces} interfaces");
            AddRow(table, project.Interfaces, "cold", first);
            GeneratorDriver noneWarm = none.RunGenerators(project.Original);
            GeneratorDriver ownWarm = own.RunGenerators(project.Original);
            Require(ownWarm, project.Interfaces);
            foreach ((string what, Func<int, CSharpCompilation> apply) in project.All)
            {
                Comparison figures = Compare(effort, [apply], ownWarm, noneWarm).Single();
                AddRow(table, project.Interfaces, what, figures);
                if (project.Interfaces == Largest && what == project.All[0].Name)
                {
                    double time = figures.Own.RatioTo(figures.Empty).Value;
                    double bytes = figures.Own.AllocatedBytes!.Value / figures.Empty.AllocatedBytes!.Value;
                    targets.Add(
                        "generator, unrelated edit",
                        "the empty generator",
                        "within 1.3× in time and bytes at 1,000 interfaces",
                        $"{Text.Ratio(time)} in time, {Text.Ratio(bytes)} in bytes",
                        time <= 1.3 && bytes <= 1.3);
                }
            }
        }

        if (projects[^1].Interfaces == Largest)
        {
            Figure growth = cold[^1].OwnWithoutPauses.RatioTo(cold[^2].OwnWithoutPauses);
            Figure whole = cold[^1].Own.RatioTo(cold[^2].Own);
            targets.Add(
                "generator, cold",
                "a tenth of the methods",
                "linear in methods: 10×",
                $"{Text.Ratio(growth)}; {Text.Ratio(whole)} with pauses of the garbage collector",
                growth.Value <= 10.5);
        }

        return new Section(
            "The generator",
            "Interfaces of 10 methods each, in a project with 1,000 other files. Cold is the first run; each other row is the run after an edit, on a compilation that nobody has seen. "
                + "The empty generator finds the same interfaces with `ForAttributeWithMetadataName` and does nothing with them. "
                + "A shared record or enum is in what guests of each interface are built against, so that every file changes with it.",
            table,
            new Footnotes(),
            []);
    }

    /// <summary>Measures both generators on each project, all in turn.</summary>
    private static List<Comparison> Compare(
        Effort effort, IReadOnlyList<Func<int, CSharpCompilation>> projects, GeneratorDriver own, GeneratorDriver empty)
    {
        int number = 0;
        List<Measurement>[] ofOwn = [.. projects.Select(_ => new List<Measurement>())];
        List<Measurement>[] ofEmpty = [.. projects.Select(_ => new List<Measurement>())];
        for (int round = -2; round < effort.Rounds; round++)
        {
            for (int project = 0; project < projects.Count; project++)
            {
                Measurement one = Measure(own, projects[project](++number));
                Measurement other = Measure(empty, projects[project](++number));
                if (round >= 0)
                {
                    ofOwn[project].Add(one);
                    ofEmpty[project].Add(other);
                }
            }
        }

        return [.. ofOwn.Zip(ofEmpty, (one, other) => new Comparison(
            FigureOf(one), FigureOf(other), Figure.Of(one.Select(run => run.Nanoseconds - run.PauseNanoseconds))))];
    }

    private static Figure FigureOf(List<Measurement> runs) =>
        Figure.Of(runs.Select(run => run.Nanoseconds), Figure.Of(runs.Select(run => (double)run.Bytes)).Value);

    private static Measurement Measure(GeneratorDriver driver, CSharpCompilation compilation)
    {
        GC.Collect();
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan pauses = GC.GetTotalPauseDuration();
        long begin = Stopwatch.GetTimestamp();
        driver.RunGenerators(compilation);
        double nanoseconds = Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
        return new Measurement(
            nanoseconds,
            (GC.GetTotalPauseDuration() - pauses).TotalNanoseconds,
            GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }

    private static void AddRow(Table table, int interfaces, string what, Comparison figures) => table.Add([
        interfaces.ToString("N0", CultureInfo.InvariantCulture),
        what,
        Text.Cell(figures.Own with { AllocatedBytes = null }, null),
        Text.Cell(figures.Empty with { AllocatedBytes = null }, null),
        Text.Ratio(figures.Own.RatioTo(figures.Empty).Value),
        Text.Bytes(figures.Own.AllocatedBytes!.Value),
        Text.Bytes(figures.Empty.AllocatedBytes!.Value),
        Text.Ratio(figures.Own.AllocatedBytes.Value / figures.Empty.AllocatedBytes.Value),
    ]);

    /// <summary>Makes sure that the generator did its work: a benchmark of nothing would look very good.</summary>
    private static void Require(GeneratorDriver driver, int interfaces)
    {
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        if (result.Exception is not null || result.GeneratedSources.Length < interfaces)
        {
            throw new InvalidOperationException(
                $"The generator made {result.GeneratedSources.Length} files of {interfaces} interfaces.",
                result.Exception);
        }
    }

    private static CSharpGeneratorDriver Driver(IIncrementalGenerator generator) =>
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()]);

    /// <summary>The generator as the compiler loads it: from its assembly.</summary>
    private static IIncrementalGenerator BindgenGenerator()
    {
        Type type = Assembly.LoadFrom(Tools.GeneratorAssembly).GetType("Ngixi.Bindgen.Generator.BindgenGenerator", throwOnError: true)!;
        return (IIncrementalGenerator)Activator.CreateInstance(type)!;
    }

    private readonly record struct Measurement(double Nanoseconds, double PauseNanoseconds, long Bytes);

    private sealed record Comparison(Figure Own, Figure Empty, Figure OwnWithoutPauses);

    private sealed class EmptyGenerator : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
            context.SyntaxProvider.ForAttributeWithMetadataName(
                "Ngixi.Bindgen.WasmImportAttribute",
                static (node, _) => node is InterfaceDeclarationSyntax,
                static (target, _) => target.TargetSymbol.Name),
            static (_, _) => { });
    }
}
