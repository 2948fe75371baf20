using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using static IlgpuCam.Import.Tests.Onnx.OnnxRun;
using static IlgpuCam.Import.Tests.Onnx.OnnxWriter;

namespace IlgpuCam.Import.Tests.Onnx;

/// <summary>Graphs with channels last, as TensorFlow's converter writes them.</summary>
public class OnnxChannelsLastTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Transpositions_between_layers_vanish_and_the_head_is_found(long keepDimensions)
    {
        var model = new OnnxWriter().Input("x", Float, -1, 6, 5, 3)
            .Initialiser(Floats("w", [4, 3, 1, 1], [.. Enumerable.Range(0, 12).Select(i => i / 8f)])).Initialiser(Floats("v", [4, 4, 3, 3], [.. Enumerable.Range(0, 144).Select(i => (i % 7) - 3f)]))
            .Initialiser(Floats("bias", [4], 1, -2, 3, -4)).Initialiser(Floats("scale", [], 0.5f)).Initialiser(Int64s("pads", [8], 0, 1, 1, 0, 0, 1, 1, 0))
            .Initialiser(Floats("fc", [8, 2], [.. Enumerable.Range(0, 16).Select(i => i - 8f)])).Initialiser(Int64s("flat", [2], -1, 8))
            .Node("Transpose", ["x"], ["x1"], Numbers("perm", 0, 3, 1, 2)).Node("Conv", ["x1", "w"], ["c"]).Node("Transpose", ["c"], ["c1"], Numbers("perm", 0, 2, 3, 1))
            .Node("Add", ["c1", "bias"], ["d"]).Node("Relu", ["d"], ["e"]).Node("Mul", ["e", "scale"], ["f"]).Node("Pad", ["f", "pads"], ["g"])
            .Node("Transpose", ["g"], ["g1"], Numbers("perm", 0, 3, 1, 2)).Node("Conv", ["g1", "v"], ["h"]).Node("Transpose", ["h"], ["h1"], Numbers("perm", 0, 2, 3, 1))
            .Node("Add", ["h1", "f"], ["i"]).Node("Concat", ["i", "e"], ["j"], Attribute("axis", 3))
            .Node("ReduceMean", ["j"], ["k"], Numbers("axes", 1, 2), Attribute("keepdims", keepDimensions)).Node("Reshape", ["k", "flat"], ["l"])
            .Node("MatMul", ["l", "fc"], ["logits"]).Output("logits").Output("k");
        var network = model.Load();
        Assert.DoesNotContain(network.Nodes, n => n.Operator is Transpose);
        Assert.Equal([-1, 3, 6, 5], network.Inputs[0].Dimensions.AsEnumerable());
        Assert.Equal(8, HeadDetection.Find(network)?.Cam?.Channels);

        // The maps, computed with channels last.
        var x = Count(1, 6, 5, 3);
        var result = Run(network, new([1, 3, 6, 5], [.. Enumerable.Range(0, 90).Select(i => x.Data[(i % 30 * 3) + (i / 30)])]));
        var f = new float[6 * 5 * 4];
        var e = new float[f.Length];
        for (var i = 0; i < f.Length; i++)
        {
            var sum = new[] { 1f, -2, 3, -4 }[i % 4];
            for (var c = 0; c < 3; c++)
            {
                sum += x.Data[(i / 4 * 3) + c] * ((i % 4 * 3) + c) / 8f;
            }

            e[i] = Math.Max(sum, 0);
            f[i] = e[i] / 2;
        }

        var means = new float[8];
        for (var i = 0; i < f.Length; i++)
        {
            var (row, column, k) = (i / 20, i / 4 % 5, i % 4);
            var sum = f[i];
            for (var tap = 0; tap < 36; tap++)
            {
                var (c, y, z) = (tap / 9, row + (tap / 3 % 3) - 1, column + (tap % 3) - 1);
                sum += y is >= 0 and < 6 && z is >= 0 and < 5 ? f[(((y * 5) + z) * 4) + c] * ((((k * 36) + tap) % 7) - 3f) : 0;
            }

            means[k] += sum / 30;
            means[4 + k] += e[i] / 30;
        }

        Testing.Near.Equal(means, result[1].Data, 1e-5, "means");
        Assert.Equal(keepDimensions == 1 ? [1, 1, 1, 8] : [1, 8], result[1].Shape.ToArray());
    }

    [Fact]
    public void A_graph_without_a_head_keeps_its_input()
    {
        var network = new OnnxWriter().Input("x", Float, 1, 2, 2, 3).Node("Transpose", ["x"], ["a"], Numbers("perm", 0, 3, 1, 2)).Node("Relu", ["a"], ["y"]).Output("y").Load();
        Assert.Equal([1, 2, 2, 3], network.Inputs[0].Dimensions.AsEnumerable());
        Assert.Equal([0f, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11], Run(network, Count(1, 2, 2, 3))[0].Data);
    }
}
