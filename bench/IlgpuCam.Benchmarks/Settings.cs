using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace IlgpuCam.Benchmarks;

/// <summary>Short runs in this process, medians, and rates beside the times.</summary>
internal sealed class Settings : ManualConfig
{
    internal Settings()
    {
        AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithIterationCount(9));
        AddLogger(ConsoleLogger.Default);
        AddExporter(MarkdownExporter.GitHub);
        AddColumnProvider(DefaultColumnProviders.Params);
        AddColumn(TargetMethodColumn.Method, StatisticColumn.Median, StatisticColumn.Min, new RateColumn(Rate.Gflops), new RateColumn(Rate.ShareOfPeak), new RateColumn(Rate.Bandwidth));
        WithSummaryStyle(BenchmarkDotNet.Reports.SummaryStyle.Default.WithTimeUnit(Perfolizer.Horology.TimeUnit.Microsecond));
    }
}
