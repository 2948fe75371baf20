using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gradients.Rules;

/// <summary>
/// Local response normalisation, y = x d^-beta with d = bias + alpha / size * sum of x^2: what goes back is g d^-beta - 2 alpha beta / size * x * sum of g y / d, this sum over the channels in whose sums
/// x was. Both sums are convolutions of one pixel with a band of equal weights.
/// </summary>
internal sealed class LocalResponseRule : GradientRule
{
    // 64 MiB of weights each; the widest published layer has 256 channels.
    private const int MostChannels = 4096;

    internal override void Apply(GradientTape tape, Node node, string gradient)
    {
        var norm = (LocalResponseNormalization)node.Operator;
        var channels = tape.Shape(node.Output)[1];
        if (channels > MostChannels)
        {
            throw tape.Context(node).Error($"a gradient over at most {MostChannels} channels is supported, found {channels}");
        }

        var x = tape.Floats(node.Inputs[0]);
        var scale = norm.Alpha / norm.Size;
        var bias = new float[channels];
        bias.AsSpan().Fill(norm.Bias);
        var divisor = tape.Add(
            new Conv2d(Size2.One, default, Size2.One), tape.Times(x, x), Band(tape, channels, norm.Before, norm.After, scale), tape.Constant(ConstantTensor.FromFloats([channels], bias)));
        var power = tape.Of(ActivationKind.Exp, tape.Times(tape.Of(ActivationKind.Log, divisor), -norm.Beta));
        var own = tape.Times(gradient, power);
        var shared = tape.Add(
            new Conv2d(Size2.One, default, Size2.One), tape.Over(tape.Times(own, x), divisor), Band(tape, channels, norm.After, norm.Before, 2 * scale * norm.Beta));
        tape.Flow(node.Inputs[0], tape.Minus(own, tape.Times(x, shared)));
    }

    /// <summary>Weights <c>[C, C, 1, 1]</c> that sum some channels before and after each.</summary>
    private static string Band(GradientTape tape, int channels, int before, int after, float weight)
    {
        var weights = new float[channels * channels];
        for (var row = 0; row < channels; row++)
        {
            var first = Math.Max(0, row - before);
            var last = (int)Math.Min(channels - 1L, (long)row + after);
            weights.AsSpan((row * channels) + first, last - first + 1).Fill(weight);
        }

        return tape.Constant(ConstantTensor.FromFloats([channels, channels, 1, 1], weights));
    }
}
