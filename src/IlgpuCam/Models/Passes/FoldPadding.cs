using IlgpuCam.Models.Operators;

namespace IlgpuCam.Models.Passes;

/// <summary>Moves zeros around a map into the convolution or average pooling that reads it. A maximum pooling is left alone: its own padding never wins, zeros can.</summary>
internal static class FoldPadding
{
    internal static Network Apply(Network network)
    {
        var graph = new GraphEditor(network);
        foreach (var node in graph.Original)
        {
            if (node.Inputs.Length > 0 && graph.Current(node.Inputs[0]) is { Operator: Pad pad } padding
                && Spatial(pad) is { } pads && Absorb(node.Operator, pads) is { } absorbed)
            {
                graph.Replace(node with { Operator = absorbed, Inputs = node.Inputs.SetItem(0, padding.Inputs[0]) });
            }
        }

        return graph.Finish();
    }

    /// <summary>The zeros around height and width, or null where the node pads otherwise.</summary>
    private static Padding2d? Spatial(Pad pad) => pad is
        { Mode: PadMode.Constant, Value: 0, Pads: [0, 0, >= 0 and var top, >= 0 and var left, 0, 0, >= 0 and var bottom, >= 0 and var right] }
        ? new(top, left, bottom, right)
        : null;

    private static Operator? Absorb(Operator op, Padding2d pads) => op switch
    {
        Conv2d convolution when Sum(pads, convolution.Pads, convolution.AutoPad) is { } sum =>
            convolution with { Pads = sum, AutoPad = AutoPad.Explicit },

        // Zeros of the map count in its mean, so its own padding, if any, has to count as well. A last window that hangs over the end
        // is dropped where it would start in the pooling's padding, and not where it starts in the map's zeros.
        AveragePool2d { Window: { Ceil: false } window } pooling when Sum(pads, window.Pads, window.AutoPad) is { } sum
            && (pooling.CountIncludePad || sum == pads) => new AveragePool2d(window with { Pads = sum, AutoPad = AutoPad.Explicit }, CountIncludePad: true),
        _ => null,
    };

    /// <summary>Both paddings together; null where the second depends on the map's size, or the sum is absurd.</summary>
    private static Padding2d? Sum(Padding2d a, Padding2d b, AutoPad auto)
    {
        if (auto is not (AutoPad.Explicit or AutoPad.Valid))
        {
            return null;
        }

        b = auto == AutoPad.Valid ? default : b;
        long top = (long)a.Top + b.Top, left = (long)a.Left + b.Left, bottom = (long)a.Bottom + b.Bottom, right = (long)a.Right + b.Right;
        return Math.Max(Math.Max(top, left), Math.Max(bottom, right)) <= short.MaxValue
            ? new((int)top, (int)left, (int)bottom, (int)right)
            : null;
    }
}
