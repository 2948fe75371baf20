using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>A convolution's weights in the order in which the tiles read them, and the table of what they read of the input.</summary>
internal sealed class ConvolutionWeights
{
    private readonly ConvolutionGeometry _geometry;
    private readonly Form _input;
    private readonly int _lanes;
    private readonly List<Segment> _segments = [];
    private readonly List<SegmentOrigin> _origins = [];
    private readonly List<ColumnGroup> _groups = [];

    /// <summary>Packs.</summary>
    /// <param name="geometry">The convolution.</param>
    /// <param name="weights">A row [C/groups,kh,kw] for each of K.</param>
    /// <param name="bias">[K], or empty.</param>
    /// <param name="input">The input, blocked or, without groups and dilation in rows, planar.</param>
    /// <param name="lanes">Floats a vector.</param>
    /// <param name="budget">Bounds the memory of all layers.</param>
    /// <param name="owner">The node, as errors name it.</param>
    internal ConvolutionWeights(
        in ConvolutionGeometry geometry, WeightRows weights, ReadOnlySpan<float> bias, Form input, int lanes, PackingBudget budget, string owner)
    {
        (_geometry, _input, _lanes) = (geometry, input, lanes);
        var blocks = (geometry.OutputChannels + lanes - 1) / lanes;
        Bias = new((long)blocks * lanes, clear: true);
        bias.CopyTo(Bias.Span);
        var length = CreateGroups(blocks);
        Groups = [.. _groups];
        Segments = GC.AllocateUninitializedArray<Segment>(_segments.Count, pinned: true);
        _segments.CopyTo(Segments);
        MemoryPlan.CheckLength(length, owner);
        budget.Spend(Segments.Length * 2L, owner);
        PackedOrder order = new(Packing.Tiles, lanes, geometry.Groups, geometry.Window.Kernel, input.Pixel);
        Packed = budget.Pack(weights, order, length, owner, packed =>
        {
            foreach (var group in Groups)
            {
                var first = group.Block * _lanes;
                var count = Math.Min(group.Columns * _lanes, _geometry.OutputChannels - first);
                Pack(group, weights.Read(first, count), count, packed.Span[(int)group.Weights..]);
            }
        });
    }

    internal AlignedBuffer Packed { get; }

    internal AlignedBuffer Bias { get; }

    /// <summary>The segments of all groups; pinned.</summary>
    internal Segment[] Segments { get; }

    internal ColumnGroup[] Groups { get; }

    /// <summary>Floats of a group's weights.</summary>
    internal nint Length(int group) => (nint)((group + 1 < Groups.Length ? Groups[group + 1].Weights : Packed.Length) - Groups[group].Weights);

    /// <summary>
    /// Pairs blocks that read the same channels. Where groups end inside blocks, a block reads the channels of all its groups, and the weights are zero
    /// between groups.
    /// </summary>
    private long CreateGroups(int blocks)
    {
        var (inputs, outputs) = (_geometry.InputChannels / _geometry.Groups, _geometry.OutputChannels / _geometry.Groups);
        var aligned = _geometry.Groups == 1 || outputs % _lanes == 0;
        var (known, first, steps, length) = (-1, 0, 0L, 0L);
        for (var block = 0; block < blocks;)
        {
            var firstGroup = block * _lanes / outputs;
            var lastGroup = (Math.Min((block + 1) * _lanes, _geometry.OutputChannels) - 1) / outputs;
            var columns = aligned && block + 1 < blocks && (block + 1) * _lanes / outputs == firstGroup ? 2 : 1;
            if (!aligned || firstGroup != known)
            {
                (known, first) = (firstGroup, _segments.Count);
                steps = AddSegments(firstGroup * inputs, (lastGroup + 1) * inputs);
            }

            _groups.Add(new(block, columns, first, _segments.Count - first, length));
            length += steps * columns * _lanes;
            block += columns;
        }

        return length;
    }

    /// <summary>The segments that cover a range of input channels; returns the number of floats in them.</summary>
    private long AddSegments(int fromChannel, int toChannel)
    {
        var steps = 0L;
        var window = _geometry.Window;
        var planar = _input.Pixel == 1;
        for (var channel = fromChannel; channel < toChannel;)
        {
            var lane = channel % _input.Pixel;
            var count = Math.Min(_input.Pixel - lane, toChannel - channel);
            for (var ky = 0; ky < window.Kernel.Height; ky++)
            {
                for (var kx = 0; kx < (planar ? 1 : window.Kernel.Width); kx++)
                {
                    var offset = (channel / _input.Pixel * (long)_input.Plane) + (ky * (long)window.Dilations.Height * _input.Pitch)
                        + (kx * (long)window.Dilations.Width * _input.Pixel) + lane;
                    _segments.Add(new((int)offset, planar ? window.Kernel.Width : count));
                    _origins.Add(new(channel, ky, kx));
                    steps += _segments[^1].Count;
                }
            }

            channel += count;
        }

        return steps;
    }

    /// <summary>Packs the rows of a group, whose outputs lie side by side in each step.</summary>
    private void Pack(ColumnGroup group, ReadOnlySpan<float> rows, int count, Span<float> packed)
    {
        var kernel = _geometry.Window.Kernel;
        var (inputs, outputs) = (_geometry.InputChannels / _geometry.Groups, _geometry.OutputChannels / _geometry.Groups);
        var width = group.Columns * _lanes;

        // Where the row of each output begins if it had weights for all input channels, and the first channel that it does have weights for.
        Span<int> begin = stackalloc int[count];
        Span<int> channels = stackalloc int[count];
        for (var k = 0; k < count; k++)
        {
            channels[k] = ((group.Block * _lanes) + k) / outputs * inputs;
            begin[k] = ((k * inputs) - channels[k]) * kernel.Height * kernel.Width;
        }

        var step = 0;
        for (var s = group.FirstSegment; s < group.FirstSegment + group.SegmentCount; s++)
        {
            for (var i = 0; i < Segments[s].Count; i++, step++)
            {
                var (channel, ky, kx) = _input.Pixel == 1 ? _origins[s] with { X = i } : _origins[s] with { Channel = _origins[s].Channel + i };
                var tap = (((channel * kernel.Height) + ky) * kernel.Width) + kx;
                var line = packed.Slice(step * width, count);
                for (var k = 0; k < line.Length; k++)
                {
                    if ((uint)(channel - channels[k]) < (uint)inputs)
                    {
                        line[k] = rows[begin[k] + tap];
                    }
                }
            }
        }
    }

    private readonly record struct SegmentOrigin(int Channel, int Y, int X);
}
