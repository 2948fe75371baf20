using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using IlgpuCam.Cpu.Profiling;

namespace IlgpuCam.Benchmarks;

/// <summary>A rate from the median time and the work of the benchmark's parameter.</summary>
internal sealed class RateColumn(Rate rate) : IColumn
{
    public string Id => $"{nameof(RateColumn)}.{rate}";

    public string ColumnName => rate switch { Rate.Gflops => "GFLOP/s", Rate.ShareOfPeak => "of peak", _ => "GB/s" };

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => (int)rate;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => rate switch
    {
        Rate.Gflops => "Operations of the direct algorithm per second, two a multiply-add",
        Rate.ShareOfPeak => $"Share of {ProcessorPeak.Gflops:0} GFLOP/s, measured on one thread times the benchmark's threads; above 100 % where an algorithm saves operations",
        _ => "Bytes that are read and written at least per second",
    };

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        var parameters = benchmarkCase.Parameters.Items;
        if (parameters.Select(p => p.Value).OfType<IWork>().FirstOrDefault() is not { } work || summary[benchmarkCase]?.ResultStatistics is not { } statistics)
        {
            return "-";
        }

        var threads = parameters.FirstOrDefault(p => p.Name == nameof(LayerBenchmarks.Threads))?.Value as int? ?? 1;
        var gflops = work.Operations / statistics.Median;
        return rate switch
        {
            Rate.Gflops => work.Operations > 0 ? gflops.ToString("0.0", CultureInfo.InvariantCulture) : "-",
            Rate.ShareOfPeak => work.Operations > 0 ? (gflops / ProcessorPeak.Gflops / threads).ToString("0 %", CultureInfo.InvariantCulture) : "-",
            _ => (work.Bytes / statistics.Median).ToString("0.0", CultureInfo.InvariantCulture),
        };
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public bool IsAvailable(Summary summary) => true;
}
