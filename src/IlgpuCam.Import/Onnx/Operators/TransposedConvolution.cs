using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx.Operators;

/// <summary>The transpose of a convolution with strides, as a convolution of the map with zeros between its elements.</summary>
internal static class TransposedConvolution
{
    internal static void ConvTranspose(OnnxNodeContext node)
    {
        var weights = node.RequireConstant(1, "the weights");
        var groups = node.Int("group", 1);
        if (weights.Shape is not { Rank: 4, ElementCount: > 0 } shape || !weights.Type.IsFloat() || groups < 1 || shape[0] % groups != 0)
        {
            throw node.Error($"weights of four axes that make up {groups} groups were expected, found {weights.Type} {weights.Shape}");
        }

        if (node.HasAttribute("output_shape") || node.Text("auto_pad", "NOTSET") is not ("NOTSET" or "" or "VALID"))
        {
            throw node.Error("explicit pads were expected, found an output_shape or auto_pad");
        }

        var strides = Pair(node, "strides", 1);
        var dilations = Pair(node, "dilations", 1);
        var more = Pair(node, "output_padding", 0);
        var pads = node.Ints("pads") ?? [0, 0, 0, 0];
        if (pads.Length != 4 || strides.Any(s => s is < 1 or > 64) || dilations.Any(d => d is < 1 or > 1024))
        {
            throw node.Error("four pads, strides of 1 to 64 and dilations of 1 to 1024 were expected");
        }

        var x = node.Input(0);
        var stretched = strides is [1, 1] ? x : Stretched(node, x, shape[0], strides);
        var edges = new long[8];
        for (var i = 0; i < 2; i++)
        {
            var reach = (long)dilations[i] * (shape[i + 2] - 1);

            // Stretching leaves zeros behind the last element.
            edges[i + 2] = reach - pads[i];
            edges[i + 6] = reach - pads[i + 2] + more[i] - (strides[i] - 1);
        }

        var padded = node.AddStep("padded", new Pad([.. edges.Select(e => checked((int)e))]), stretched);
        var turned = node.AddConstant("turned", Turned(weights, groups));
        Conv2d convolution = new(Size2.One, default, new(dilations[0], dilations[1]), groups);
        node.Emit(convolution, node.Has(2) ? [padded, turned, node.Input(2)] : [padded, turned]);
    }

    /// <summary>Zeros between the elements and behind the last one: with so many channels of zeros, blocks of channels become blocks of pixels.</summary>
    private static string Stretched(OnnxNodeContext node, string x, int channels, int[] strides)
    {
        var side = Math.Max(strides[0], strides[1]);
        var zeros = node.AddStep("zeros", new Pad([0, 0, 0, 0, 0, checked(channels * ((side * side) - 1)), 0, 0]), x);
        var square = node.AddStep("stretched", new DepthToSpace(side, ChannelFirst: false), zeros);
        if (strides[0] == strides[1])
        {
            return square;
        }

        // The lesser stride: every so many rows or columns of the square's are left out.
        var axis = strides[0] < side ? 2 : 3;
        var lesser = strides[axis - 2];
        if (lesser != 1)
        {
            throw node.Error($"equal strides, or one of 1, were expected, found {strides[0]} and {strides[1]}");
        }

        return node.AddStep(
            "kept", new Slice(), square, Number(node, "start", 0), Number(node, "end", long.MaxValue), Number(node, "axis", axis), Number(node, "step", side));
    }

    private static string Number(OnnxNodeContext node, string name, long value) => node.AddConstant(name, ConstantTensor.FromInt64([value]));

    /// <summary>Weights [Cin, Cout / groups, kh, kw] as a convolution's, [Cout, Cin / groups, kh, kw], turned by half a circle.</summary>
    private static ConstantTensor Turned(ConstantTensor weights, int groups)
    {
        var shape = weights.Shape;
        var (inputs, outputs, size) = (shape[0] / groups, shape[1], shape[2] * shape[3]);
        var values = weights.ToFloats();
        var turned = new float[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var (channel, place) = Math.DivRem(i, size);
            var (input, output) = Math.DivRem(channel, outputs);
            var (group, own) = Math.DivRem(input, inputs);
            turned[(((((group * outputs) + output) * inputs) + own) * size) + size - 1 - place] = values[i];
        }

        return ConstantTensor.FromFloats([outputs * groups, inputs, shape[2], shape[3]], turned);
    }

    private static int[] Pair(OnnxNodeContext node, string attribute, int fallback) => node.Ints(attribute) switch
    {
        null => [fallback, fallback],
        [var height, var width] => [height, width],
        var other => throw node.Error($"{attribute} for height and width were expected, found {other.Value.Length} numbers"),
    };
}
