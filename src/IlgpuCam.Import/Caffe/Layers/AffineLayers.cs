using System.Collections.Immutable;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Caffe.Layers;

/// <summary>A factor and an addend for each channel, constant in use: all become batch normalisation, which is multiplied into the convolution before it.</summary>
internal static class AffineLayers
{
    private const long ArraysPerLayer = 8;

    /// <summary>The blobs are sums of means, of variances, and of the weights of these sums. Factor and addend are in a layer Scale that follows.</summary>
    internal static void BatchNorm(CaffeLayerContext layer)
    {
        var parameters = layer.Parameters("batch_norm_param");
        var epsilon = parameters.Single("eps", 1e-5f);
        parameters.One("moving_average_fraction");
        if (!parameters.Flag("use_global_stats", true))
        {
            throw layer.Error("use_global_stats of true was expected, found false: statistics of each batch are for training only");
        }

        var channels = Channels(layer);
        var blobs = layer.Weights([channels], [channels], [1]);
        var weight = blobs[2].ToFloats()[0];
        var factor = weight == 0 ? 0 : 1 / (double)weight;
        BatchStatistics statistics = new(layer.Input, Scaled(blobs[0], factor), Scaled(blobs[1], factor), epsilon);
        if (layer is { Outputs: [var output] } && layer.OnlyReader(output) is { Type: "Scale", Bottoms.Length: 1 })
        {
            layer.WaitingStatistics.Add(output, statistics);
            return;
        }

        Emit(layer, statistics, Filled(channels, 1), Filled(channels, 0));
    }

    internal static void Scale(CaffeLayerContext layer)
    {
        var parameters = layer.Parameters("scale_param");
        if (layer.Inputs.Length == 2)
        {
            ScaleByInput(layer, parameters);
            return;
        }

        var hasBias = parameters.Flag("bias_term", false);
        var statistics = layer.WaitingStatistics.GetValueOrDefault(layer.Input);
        var channels = Channels(layer, statistics?.Input, parameters);
        var blobs = hasBias ? layer.Weights([channels], [channels]) : layer.Weights([channels]);
        Emit(layer, statistics ?? Neutral(layer, channels), blobs[0], hasBias ? blobs[1] : Filled(channels, 0));
    }

    internal static void Bias(CaffeLayerContext layer)
    {
        var channels = Channels(layer, null, layer.Parameters("bias_param"));
        Emit(layer, Neutral(layer, channels), Filled(channels, 1), layer.Weights([channels])[0]);
    }

    /// <summary>Multiplies a value by a number, on the way to the layer's result.</summary>
    internal static string Multiply(CaffeLayerContext layer, string value, float factor)
    {
        var channels = Channels(layer, value);
        var zeros = layer.AddConstant("zeros", Filled(channels, 0));
        return layer.AddStep(
            "scaled", new BatchNormalization(0), value, layer.AddConstant("factor", Filled(channels, factor)), zeros, zeros,
            layer.AddConstant("ones", Filled(channels, 1)));
    }

    /// <summary>The second input has the lengths of the first one's axes from the given one on, some or all of them: of a squeeze-and-excitation block batch and channels.</summary>
    private static void ScaleByInput(CaffeLayerContext layer, CaffeParameters parameters)
    {
        var (x, factor) = (layer.ShapeOf(layer.Inputs[0]), layer.ShapeOf(layer.Inputs[1]));
        var axis = layer.Axis(parameters, x, 1);
        if (parameters.Flag("bias_term", false) || !x.Skip(axis).Take(factor.Rank).SequenceEqual(factor))
        {
            throw layer.Error($"factors without a bias for axis {axis} and those after it were expected, found {factor} for an input of {x}");
        }

        var trailing = Enumerable.Range(factor.Rank, x.Rank - axis - factor.Rank).ToImmutableArray();
        var aligned = trailing.IsEmpty ? layer.Inputs[1] : layer.AddStep("aligned", new Unsqueeze(trailing), layer.Inputs[1]);
        layer.Emit(new Multiply(), layer.Inputs[0], aligned);
    }

    private static int Channels(CaffeLayerContext layer, string? input = null, CaffeParameters? parameters = null)
    {
        var shape = layer.ShapeOf(input ?? layer.Input);
        var isPerChannel = parameters is null || (layer.Axis(parameters, shape, 1) == 1 && parameters.Int("num_axes", 1, -1) == 1);
        if (shape.Rank < 2 || !isPerChannel)
        {
            throw layer.Error($"numbers for each channel, on axis 1 alone, were expected, found others on an input of {shape}");
        }

        layer.Reserve(ArraysPerLayer * shape[1]);
        return shape[1];
    }

    private static void Emit(CaffeLayerContext layer, BatchStatistics statistics, ConstantTensor scale, ConstantTensor bias) => layer.Emit(
        new BatchNormalization(statistics.Epsilon), statistics.Input, layer.AddConstant("scale", scale), layer.AddConstant("bias", bias),
        layer.AddConstant("mean", ConstantTensor.FromFloats([statistics.Mean.Length], statistics.Mean)),
        layer.AddConstant("variance", ConstantTensor.FromFloats([statistics.Variance.Length], statistics.Variance)));

    private static BatchStatistics Neutral(CaffeLayerContext layer, int channels) =>
        new(layer.Input, new float[channels], [.. Enumerable.Repeat(1f, channels)], 0);

    private static float[] Scaled(ConstantTensor tensor, double factor) => Array.ConvertAll(tensor.ToFloats(), v => (float)(v * factor));

    private static ConstantTensor Filled(int channels, float value) => ConstantTensor.FromFloats([channels], [.. Enumerable.Repeat(value, channels)]);
}
