using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>A convolution's weights in the frequency domain, in the order in which the products read them: by frequency, pairs of blocks of output channels, input channels.</summary>
internal sealed class WinogradWeights
{
    private WinogradWeights(AlignedBuffer packed, AlignedBuffer bias, ColumnGroup[] groups, long frequency)
    {
        (Packed, Bias, Groups, Frequency) = (packed, bias, groups, frequency);
    }

    internal AlignedBuffer Packed { get; }

    internal AlignedBuffer Bias { get; }

    /// <summary>The pairs of blocks; weights start within a frequency.</summary>
    internal ColumnGroup[] Groups { get; }

    /// <summary>Floats of a frequency.</summary>
    internal long Frequency { get; }

    /// <summary>Transforms and packs.</summary>
    /// <typeparam name="TTransform">The transform.</typeparam>
    /// <param name="geometry">The convolution.</param>
    /// <param name="weights">A row of [C/groups,R,R] for each output channel.</param>
    /// <param name="bias">[K], or empty.</param>
    /// <param name="lanes">Floats a vector.</param>
    /// <param name="budget">What the packed weights of the plan may take.</param>
    /// <param name="owner">The node, as errors name it.</param>
    internal static WinogradWeights Pack<TTransform>(
        in ConvolutionGeometry geometry, WeightRows weights, ReadOnlySpan<float> bias, int lanes, PackingBudget budget, string owner)
        where TTransform : struct, IWinogradTransform
    {
        var channels = geometry.InputChannels / geometry.Groups;
        var blocks = (geometry.OutputChannels + lanes - 1) / lanes;
        var blocksPerGroup = blocks / geometry.Groups;
        var segments = (channels + lanes - 1) / lanes;
        var groups = new List<ColumnGroup>();
        for (var block = 0; block < blocks; block += groups[^1].Columns)
        {
            var columns = Math.Min(2, blocksPerGroup - (block % blocksPerGroup));
            groups.Add(new(block, columns, block / blocksPerGroup * segments, segments, (long)block * lanes * channels));
        }

        var frequency = (long)blocks * lanes * channels;
        var frequencies = TTransform.Elements * TTransform.Elements;
        MemoryPlan.CheckLength((Int128)frequency * frequencies, owner);
        budget.Spend(blocks * lanes, owner);
        PackedOrder order = new(Packing.Frequencies, lanes, geometry.Groups, geometry.Window.Kernel, TTransform.Elements);
        var (rows, pairs) = (geometry.OutputChannels, groups.ToArray());
        var packed = budget.Pack(weights, order, frequency * frequencies, owner, to => Pack<TTransform>(weights, rows, channels, lanes, pairs, frequency, to.Span));
        var biases = new AlignedBuffer((long)blocks * lanes, clear: true);
        bias.CopyTo(biases.Span);
        return new(packed, biases, pairs, frequency);
    }

    private static unsafe void Pack<TTransform>(WeightRows weights, int rows, int channels, int lanes, ReadOnlySpan<ColumnGroup> groups, long frequency, Span<float> packed)
        where TTransform : struct, IWinogradTransform
    {
        var taps = TTransform.Taps * TTransform.Taps;
        var window = stackalloc double[taps];
        var lines = stackalloc double[TTransform.Taps * TTransform.Elements];
        var transformed = stackalloc double[TTransform.Elements * TTransform.Elements];
        var at = 0;
        for (var k = 0; k < rows; k++)
        {
            var row = weights.Read(k, 1);
            while (k / lanes >= groups[at].Block + groups[at].Columns)
            {
                at++;
            }

            var width = groups[at].Columns * lanes;
            for (var c = 0; c < channels; c++)
            {
                for (var i = 0; i < taps; i++)
                {
                    window[i] = row[(c * taps) + i];
                }

                Transform<TTransform>(window, lines, transformed);
                var place = groups[at].Weights + (c * width) + (k - (groups[at].Block * lanes));
                for (var f = 0; f < TTransform.Elements * TTransform.Elements; f++)
                {
                    packed[(int)((f * frequency) + place)] = (float)transformed[f];
                }
            }
        }
    }

    private static unsafe void Transform<TTransform>(double* window, double* lines, double* result)
        where TTransform : struct, IWinogradTransform
    {
        for (var x = 0; x < TTransform.Taps; x++)
        {
            TTransform.Weights(window + x, TTransform.Taps, lines + x, TTransform.Taps);
        }

        for (var y = 0; y < TTransform.Elements; y++)
        {
            TTransform.Weights(lines + (y * TTransform.Taps), 1, result + (y * TTransform.Elements), 1);
        }
    }
}
