// Compares the generated glue with imports written by hand on Wasmtime .NET: time, ratio and bytes allocated per call.
//
//     dotnet run -c Release --project tests/Ngixi.Benchmarks
//
// runs everything in one process, in about two minutes. Only the ratios of one run mean something on another machine.
// Arguments go to BenchmarkDotNet, for example -- --filter '*Generated' or -- --list flat.
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Order;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Ngixi.Benchmarks;
using Perfolizer.Horology;

IConfig config = ManualConfig.CreateEmpty()
    .AddJob(Job.Default
        .WithToolchain(InProcessEmitToolchain.Instance)
        .WithIterationTime(TimeInterval.FromMilliseconds(100))
        .WithWarmupCount(6)
        .WithIterationCount(20)
        .AsDefault())
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddColumn(StatisticColumn.Min)
    .HideColumns(Column.RatioSD, Column.Median, Column.StdDev, Column.AllocRatio)
    .WithOrderer(new DefaultOrderer(SummaryOrderPolicy.Declared))
    .WithSummaryStyle(SummaryStyle.Default.WithRatioStyle(RatioStyle.Trend).WithMaxParameterColumnWidth(40))
    .AddLogger(ConsoleLogger.Default)
    .AddExporter(MarkdownExporter.GitHub);

BenchmarkSwitcher
    .FromTypes([typeof(ImportCalls)])
    .Run(args.Length == 0 ? ["--filter", "*"] : args, config);
