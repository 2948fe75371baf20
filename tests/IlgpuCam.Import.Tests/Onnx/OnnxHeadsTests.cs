using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using static IlgpuCam.Import.Tests.Onnx.OnnxRun;
using static IlgpuCam.Import.Tests.Onnx.OnnxWriter;

namespace IlgpuCam.Import.Tests.Onnx;

/// <summary>Heads of classifiers in the forms that exporters give them.</summary>
public sealed class OnnxHeadsTests
{
    [Fact]
    public void A_mean_over_flattened_maps_is_a_global_pooling()
    {
        Check(Image().Initialiser(Int64s("s", [3], 0, 0, -1)).Node("Reshape", ["f", "s"], ["r"]).Node("ReduceMean", ["r"], ["p"], Numbers("axes", -1), Attribute("keepdims", 0)), PoolingKind.Average);
        Check(
            Image().Initialiser(Int64s("s", [3], 0, 0, -1)).Node("Reshape", ["f", "s"], ["r"]).Node("ReduceMax", ["r"], ["m"], Numbers("axes", 2)).Node("Flatten", ["m"], ["p"]),
            PoolingKind.Max);
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(2, 2)]
    [InlineData(-1, -1)]
    public void A_mean_over_rows_and_then_columns_is_a_global_pooling(int first, int second) => Check(
        Image().Node("ReduceMean", ["f"], ["r"], Numbers("axes", first), Attribute("keepdims", 0)).Node("ReduceMean", ["r"], ["p"], Numbers("axes", second), Attribute("keepdims", 0)),
        PoolingKind.Average);

    [Fact]
    public void Axes_of_length_1_may_stay_between_the_steps() => Check(
        Image().Node("ReduceMean", ["f"], ["r"], Numbers("axes", 3)).Node("ReduceMean", ["r"], ["q"], Numbers("axes", 2)).Node("Flatten", ["q"], ["p"]), PoolingKind.Average);

    [Fact]
    public void The_only_place_of_an_axis_is_that_axis_dropped() => Check(
        Image().Initialiser(Int64s("zero", [], 0)).Initialiser(Int64s("last", [], -1)).Node("GlobalAveragePool", ["f"], ["g"])
            .Node("Gather", ["g", "zero"], ["r"], Attribute("axis", 2)).Node("Gather", ["r", "last"], ["p"], Attribute("axis", -1)),
        PoolingKind.Average);

    [Fact]
    public void A_mean_over_channels_or_over_rows_alone_pools_no_maps()
    {
        var network = Image().Initialiser(Int64s("s", [3], 0, 0, -1)).Node("Reshape", ["f", "s"], ["r"]).Node("ReduceMean", ["r"], ["y"], Numbers("axes", 1)).Output("y").Load();
        Assert.DoesNotContain(network.Nodes, n => n.Operator is GlobalPool);
        network = Image().Node("ReduceMean", ["f"], ["r"], Numbers("axes", 1), Attribute("keepdims", 0)).Node("ReduceMean", ["r"], ["y"], Numbers("axes", 2)).Output("y").Load();
        Assert.DoesNotContain(network.Nodes, n => n.Operator is GlobalPool);
    }

    /// <summary>A convolution, what pools, and a layer: its map is defined, and the scores are right.</summary>
    private static void Check(OnnxWriter model, PoolingKind pooling)
    {
        var network = model.Initialiser(Floats("v", [2, 2], 1, 0, 1, 1)).Node("Gemm", ["p", "v"], ["y"], Attribute("transB", 1)).Output("y").Load();
        var head = HeadDetection.Find(network);
        Assert.Equal((pooling, "f"), (head?.Cam?.Pooling, head?.Cam?.Features));

        // The channels are x and x + 1, and x counts from 0 to 5.
        var mean = pooling == PoolingKind.Average ? 2.5f : 5;
        Assert.Equal([mean, mean + mean + 1], Run(network, Count(1, 1, 2, 3))[0].Data);
    }

    private static OnnxWriter Image() => new OnnxWriter().Input("x", Float, -1, 1, -1, -1).Initialiser(Floats("w", [2, 1, 1, 1], 1, 1)).Initialiser(Floats("b", [2], 0, 1))
        .Node("Conv", ["x", "w", "b"], ["f"]);
}
