using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Order;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Ngixi.Benchmarks.Micro;

/// <summary>Runs the benchmarks of BenchmarkDotNet, all in this process.</summary>
internal static class MicroBenchmarks
{
    public const string Command = "micro";

    /// <param name="arguments">BenchmarkDotNet's own, for example <c>--filter *Generated</c>.</param>
    public static void Run(string[] arguments)
    {
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
            .AddLogger(ConsoleLogger.Default);
        BenchmarkSwitcher.FromTypes([typeof(ImportCalls)]).Run(arguments.Length == 0 ? ["--filter", "*"] : arguments, config);
    }
}
