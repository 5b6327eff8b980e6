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
        Table table = new(["interfaces", "what", "Ngixi.Bindgen", "empty generator", "time", "allocated", "by the empty generator", "bytes"]);
        Dictionary<int, double> cold = [];
        foreach (int interfaces in effort.Sizes(10, 100, Largest))
        {
            Console.WriteLine($"{Name}: {interfaces} interfaces");
            GeneratorEdits edits = new(interfaces);
            CSharpGeneratorDriver none = Driver(new EmptyGenerator());
            CSharpGeneratorDriver own = Driver(BindgenGenerator());
            (Figure Own, Figure Empty) first = Compare(effort, edits.Fresh, own, none);
            cold[interfaces] = first.Own.Value;
            AddRow(table, interfaces, "cold", first);

            GeneratorDriver noneWarm = none.RunGenerators(edits.Original);
            GeneratorDriver ownWarm = own.RunGenerators(edits.Original);
            Require(ownWarm, interfaces);
            foreach ((string what, Func<int, CSharpCompilation> apply) in edits.All)
            {
                (Figure Own, Figure Empty) figures = Compare(effort, apply, ownWarm, noneWarm);
                AddRow(table, interfaces, what, figures);
                if (interfaces == Largest && what == edits.All[0].Name)
                {
                    double time = figures.Own.RatioTo(figures.Empty).Value;
                    double bytes = figures.Own.AllocatedBytes!.Value / figures.Empty.AllocatedBytes!.Value;
                    targets.Add("generator, unrelated edit", "the empty generator", "within 1.3× in time and bytes at 1,000 interfaces", $"{Text.Ratio(time)} in time, {Text.Ratio(bytes)} in bytes", time <= 1.3 && bytes <= 1.3);
                }
            }
        }

        if (cold.TryGetValue(Largest, out double largest) && cold.TryGetValue(Largest / 10, out double tenth))
        {
            double growth = largest / tenth;
            targets.Add("generator, cold", "a tenth of the methods", "linear in methods: 10×", Text.Ratio(growth), growth <= 11);
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

    private static (Figure Own, Figure Empty) Compare(Effort effort, Func<int, CSharpCompilation> apply, GeneratorDriver own, GeneratorDriver empty)
    {
        int number = 0;
        List<(double Nanoseconds, long Bytes)> ofOwn = [];
        List<(double Nanoseconds, long Bytes)> ofEmpty = [];
        for (int round = -2; round < effort.Rounds; round++)
        {
            (double, long) one = Measure(own, apply(++number));
            (double, long) other = Measure(empty, apply(++number));
            if (round >= 0)
            {
                ofOwn.Add(one);
                ofEmpty.Add(other);
            }
        }

        return (FigureOf(ofOwn), FigureOf(ofEmpty));
    }

    private static Figure FigureOf(List<(double Nanoseconds, long Bytes)> runs) =>
        Figure.Of(runs.Select(run => run.Nanoseconds), Figure.Of(runs.Select(run => (double)run.Bytes)).Value);

    private static (double Nanoseconds, long Bytes) Measure(GeneratorDriver driver, CSharpCompilation compilation)
    {
        GC.Collect();
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long begin = Stopwatch.GetTimestamp();
        driver.RunGenerators(compilation);
        double nanoseconds = Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
        return (nanoseconds, GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }

    private static void AddRow(Table table, int interfaces, string what, (Figure Own, Figure Empty) figures) => table.Add([
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
            throw new InvalidOperationException($"The generator made {result.GeneratedSources.Length} files of {interfaces} interfaces.", result.Exception);
        }
    }

    private static CSharpGeneratorDriver Driver(IIncrementalGenerator generator) => CSharpGeneratorDriver.Create([generator.AsSourceGenerator()]);

    /// <summary>The generator as the compiler loads it: from its assembly.</summary>
    private static IIncrementalGenerator BindgenGenerator()
    {
        Type type = Assembly.LoadFrom(Tools.GeneratorAssembly).GetType("Ngixi.Bindgen.Generator.BindgenGenerator", throwOnError: true)!;
        return (IIncrementalGenerator)Activator.CreateInstance(type)!;
    }

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
