using BenchmarkDotNet.Attributes;
using IlgpuCam.Explain;
using IlgpuCam.Localize;

namespace IlgpuCam.Benchmarks;

/// <summary>From the features to the box of one class.</summary>
public class LocalizationBenchmarks
{
    private float[] _features = [];
    private float[] _weights = [];
    private float[] _map = [];

    /// <summary>Networks and photos.</summary>
    public static IEnumerable<Features> All => [new(1280, 7, 500, 375), new(1024, 14, 500, 375), new(512, 13, 4000, 3000)];

    /// <summary>The sizes.</summary>
    [ParamsSource(nameof(All))]
    public Features Features { get; set; } = null!;

    /// <summary>Features that have a bump in the middle.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(3);
        var side = Features.Side;
        _map = new float[side * side];
        _weights = [.. Enumerable.Range(0, Features.Channels).Select(_ => random.NextSingle())];
        _features = [.. Enumerable.Range(0, Features.Channels * side * side).Select(i => random.NextSingle() * Bump(i % (side * side), side))];
    }

    /// <summary>Weighted sum, upsampling, threshold, components, box.</summary>
    [Benchmark]
    public Localization Locate()
    {
        Cam.Compute(_features, Features.Channels, Features.Side, Features.Side, _weights, _map);
        return Localizer.Locate(_map, Features.Side, Features.Side, Placement.Whole(Features.Width, Features.Height));
    }

    private static float Bump(int place, int side)
    {
        var (x, y) = ((place % side) - (side / 2f), (place / side) - (side / 2f));
        return MathF.Exp(-((x * x) + (y * y)) / side);
    }
}
