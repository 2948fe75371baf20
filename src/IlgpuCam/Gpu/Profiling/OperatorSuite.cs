using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gpu.Profiling;

/// <summary>Networks of one node each, of the shapes that classifiers have.</summary>
internal static class OperatorSuite
{
    private const string Input = "input";
    private const string Other = "other";
    private const string Weights = "weights";
    private const string Bias = "bias";

    internal static IEnumerable<Network> Networks(int batch)
    {
        yield return Convolution(batch, 3, 224, 64, 7, stride: 2);
        yield return Convolution(batch, 64, 56, 64, 3);
        yield return Convolution(batch, 128, 28, 256, 3, stride: 2);
        yield return Convolution(batch, 256, 14, 256, 3);
        yield return Convolution(batch, 512, 7, 512, 3);
        yield return Convolution(batch, 256, 56, 64, 1);
        yield return Convolution(batch, 192, 14, 1152, 1);
        yield return Convolution(batch, 512, 7, 2048, 1);
        yield return Convolution(batch, 128, 28, 128, 3, groups: 4);
        yield return Convolution(batch, 96, 112, 96, 3, stride: 2, groups: 96);
        yield return Convolution(batch, 240, 28, 240, 5, groups: 240);
        yield return One("fully connected", new FullyConnected(), [batch, 2048], null, ([1000, 2048], [1000]));

        Window2d halving = new(new(3, 3), new(2, 2), Size2.One, new(1, 1, 1, 1));
        Shape early = [batch, 64, 112, 112], middle = [batch, 256, 56, 56], last = [batch, 2048, 7, 7];
        yield return One("maximum 3x3", new MaxPool2d(halving), early);
        yield return One("mean 3x3", new AveragePool2d(halving), early);
        yield return One("global mean", new GlobalPool(PoolingKind.Average), last);
        yield return One("global maximum", new GlobalPool(PoolingKind.Max), last);
        yield return One("SiLU", new Activate(Activation.Silu), middle);
        yield return One("sum and ReLU", new Add(Activation.Relu), middle, middle);
        yield return One("product with a gate", new Multiply(), middle, [batch, 256, 1, 1]);
        yield return One("local response normalisation", new LocalResponseNormalization(5), [batch, 96, 55, 55]);
        yield return One("transposition", new Transpose([0, 2, 3, 1]), middle);
        yield return One("softmax", new Softmax(), [batch, 1000]);
        yield return One("gradient of ReLU", new ActivationGradient(Activation.Relu), middle, middle);
        yield return One("gradient of SiLU", new ActivationGradient(Activation.Silu), middle, middle);
        yield return One("gradient of maximum 3x3", new MaxPoolGradient2d(halving), [batch, 64, 56, 56], early);
        yield return One("gradient of mean 3x3", new AveragePoolGradient2d(halving, 112, 112), [batch, 64, 56, 56]);
        yield return One("gradient of global mean", new AveragePoolGradient2d(new(new(7, 7), Size2.One, Size2.One, default), 7, 7), [batch, 2048, 1, 1]);
        yield return One("phases of 2x2", new Interleave2d(new(2, 2), 56, 56, [0, 3]), [batch, 256, 28, 28], [batch, 256, 28, 28]);
    }

    private static Network Convolution(int batch, int channels, int side, int outputs, int window, int stride = 1, int groups = 1)
    {
        var pad = window / 2;
        var kind = groups == 1 ? "convolution" : groups == channels ? "depthwise convolution" : $"convolution in {groups} groups";
        return One(
            $"{kind} {window}x{window}{(stride > 1 ? $" by {stride}" : string.Empty)} of {channels}",
            new Conv2d(new(stride, stride), new(pad, pad, pad, pad), Size2.One, groups, Activation.Relu),
            [batch, channels, side, side],
            null,
            ([outputs, channels / groups, window, window], [outputs]));
    }

    private static Network One(string name, Operator op, Shape input, Shape? other = null, (Shape Weights, Shape Bias)? constants = null)
    {
        List<NetworkInput> inputs = [new(Input, [.. input])];
        List<string> names = [Input];
        if (other is not null)
        {
            inputs.Add(new(Other, [.. other]));
            names.Add(Other);
        }

        var random = new Random(1);
        var values = new List<KeyValuePair<string, ConstantTensor>>();
        if (constants is { } c)
        {
            values.Add(new(Weights, Filled(c.Weights, random)));
            values.Add(new(Bias, Filled(c.Bias, random)));
            names.AddRange([Weights, Bias]);
        }

        return new(inputs, values, [new(name, op, [.. names], "output")], ["output"]);
    }

    private static ConstantTensor Filled(Shape shape, Random random) =>
        ConstantTensor.FromFloats(shape, [.. Enumerable.Range(0, checked((int)shape.ElementCount)).Select(_ => (random.NextSingle() - 0.5f) / 16)]);
}
