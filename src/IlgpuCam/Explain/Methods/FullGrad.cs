using System.Collections.Immutable;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>
/// FullGrad: the gradient of the image times the image, and at every layer of maps that has biases the biases times their gradients; of each channel
/// the magnitudes, scaled to 0..1, all summed at the image's size (Srinivas and Fleuret 2019, equations 4 and 5). Batch normalisation's bias is what
/// it adds in all, so that a network means the same once it is folded; the constants that curved functions imply are left out, as in the authors'
/// code.
/// </summary>
public sealed class FullGrad : IChannelMethod
{
    /// <inheritdoc/>
    public MethodInfo Info { get; } = new(
        "fullgrad", "FullGrad",
        "Srinivas, Fleuret, Full-Gradient Representation for Neural Network Visualization, 2019",
        "1", "1, to the image", MethodNeeds.Pixels | MethodNeeds.Gradients);

    /// <inheritdoc/>
    public ActivationMap Explain(ExplanationContext context) => MapSums.Total(ChannelMaps(context));

    /// <summary>A map of the image and one of each layer that has biases, [1,1 + layers,H,W].</summary>
    /// <param name="context">The image and the target.</param>
    /// <exception cref="NetworkException">An operator has no gradient.</exception>
    public Tensor ChannelMaps(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var explainer = context.Explainer;
        var biases = Biases(explainer, context.Input.Shape);
        var result = explainer.Gradients(context.Input, [context.Target], [explainer.InputName, .. biases.Select(b => b.Value)], cancellationToken: context.CancellationToken);
        var (height, width) = (context.Input.Shape[2], context.Input.Shape[3]);
        var maps = new Tensor([1, 1 + biases.Length, height, width]);
        UnitSum(MapSums.Products(context.Input, result.Gradients[0]), []).Values.CopyTo(maps.Span);
        for (var i = 0; i < biases.Length; i++)
        {
            MapGrid.Resample(UnitSum(result.Gradients[i + 1], biases[i].Bias), height, width).Values.CopyTo(maps.Span[((i + 1) * height * width)..]);
        }

        return maps;
    }

    /// <summary>The sum over channels of the magnitudes, each channel's scaled to 0..1.</summary>
    private static ActivationMap UnitSum(Tensor values, float[] factors)
    {
        var plane = values.Shape[2] * values.Shape[3];
        var sum = new float[plane];
        for (var k = 0; k < values.Shape[1]; k++)
        {
            var factor = factors.Length == 0 ? 1 : factors[k];
            var magnitudes = Array.ConvertAll(values.Data[(k * plane)..((k + 1) * plane)], v => MathF.Abs(v * factor));
            var unit = MapScaling.ToUnit(new(values.Shape[2], values.Shape[3], magnitudes)).Values;
            for (var i = 0; i < plane; i++)
            {
                sum[i] += unit[i];
            }
        }

        return new(values.Shape[2], values.Shape[3], sum);
    }

    /// <summary>The values between image and logits to which layers of maps add a number a channel.</summary>
    private static ImmutableArray<(string Value, float[] Bias)> Biases(Explainer explainer, Shape input)
    {
        var network = ShapeInference.Infer(explainer.Network.WithOutputs([explainer.Head.Logits]), new Dictionary<string, Shape> { [explainer.InputName] = input });
        var varying = new HashSet<string> { explainer.InputName };
        var found = ImmutableArray.CreateBuilder<(string, float[])>();
        foreach (var node in network.Nodes.Where(n => n.Inputs.Any(varying.Contains)))
        {
            varying.Add(node.Output);
            if (network.Values[node.Output].Shape is { Rank: 4 } shape && (long)shape[2] * shape[3] > 1 && BiasOf(network, node, shape[1]) is { } bias)
            {
                found.Add((node.Output, bias));
            }
        }

        return found.ToImmutable();
    }

    private static float[]? BiasOf(InferredNetwork network, Node node, int channels) => node.Operator switch
    {
        Conv2d when node.Inputs.Length > 2 && network.Constants.TryGetValue(node.Inputs[2], out var bias) => bias.ToFloats(),
        BatchNormalization normalization => normalization.Affine(network.Context(node)).Shift,
        Add => node.Inputs.Select(network.Constants.GetValueOrDefault).OfType<ConstantTensor>().FirstOrDefault(c => IsPerChannel(c.Shape, channels))?.ToFloats(),
        _ => null,
    };

    private static bool IsPerChannel(Shape shape, int channels) =>
        shape.ElementCount == channels && shape.Rank is 3 or 4 && shape[shape.Rank - 3] == channels;
}
