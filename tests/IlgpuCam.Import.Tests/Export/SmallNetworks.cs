using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Import.Tests.Export;

/// <summary>Classifiers of three classes on pictures of any size, with every form of head.</summary>
internal static class SmallNetworks
{
    private const int Channels = 5;
    private const int Count = 3;

    internal static Network Classifier(HeadForm form, PoolingKind pooling, ProbabilityKind probabilities)
    {
        var constants = new Dictionary<string, ConstantTensor>
        {
            ["filter"] = Constant(1, Channels, 3, 3, 3),
            ["shift"] = Constant(2, Channels),
            ["bias"] = Constant(3, Count),
            ["rows"] = form == HeadForm.PoolingThenFullyConnected ? Constant(4, Count, Channels) : Constant(4, Count, Channels, 1, 1),
        };
        List<Node> nodes =
        [
            new("conv", new Conv2d(new(2, 1), new(1, 0, 1, 2), Size2.One, Activation: Activation.Silu), ["input", "filter", "shift"], "conv"),
            new("act", new Activate(Activation.Clip(-0.5f, float.PositiveInfinity)), ["conv"], "map"),
        ];
        var classify = new Conv2d(Size2.One, default, Size2.One);
        var scores = "scores";
        switch (form)
        {
            case HeadForm.PoolingThenFullyConnected:
                nodes.Add(new("pool", new GlobalPool(pooling, KeepDimensions: false), ["map"], "pooled"));
                nodes.Add(new("classify", new FullyConnected(), ["pooled", "rows", "bias"], scores));
                break;
            case HeadForm.PoolingThenConvolution:
                nodes.Add(new("pool", new GlobalPool(pooling), ["map"], "pooled"));
                nodes.Add(new("classify", classify, ["pooled", "rows", "bias"], scores));
                break;
            default:
                nodes.Add(new("classify", classify, ["map", "rows", "bias"], "class_maps"));
                nodes.Add(new("relu", new Activate(Activation.Relu), ["class_maps"], "positive"));
                nodes.Add(new("pool", new GlobalPool(pooling), ["positive"], scores));
                break;
        }

        var output = probabilities == ProbabilityKind.Unrecorded ? scores : "probability";
        if (probabilities != ProbabilityKind.Unrecorded)
        {
            Operator op = probabilities == ProbabilityKind.Softmax ? new Softmax(1) : new Activate(Activation.Sigmoid);
            nodes.Add(new("probability", op, [scores], output));
        }

        return new([new("input", [-1, 3, -1, -1])], constants, nodes, [output]);
    }

    private static ConstantTensor Constant(int seed, params ReadOnlySpan<int> lengths)
    {
        var shape = Shape.Create(lengths);
        var values = new float[shape.ElementCount];
        NetWeights.Fill(seed, 0.5, 0, values);
        return ConstantTensor.FromFloats(shape, values);
    }
}
