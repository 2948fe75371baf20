using IlgpuCam.Models.Operators;
using IlgpuCam.Models.Passes;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Surgery;

/// <summary>Rewrites a network so that no map before the features has a larger step than a limit.</summary>
/// <remarks>
/// A map whose step was s and is now the limit t has s / t times as many rows: its rate. A window on it looks at every s / t-th place, with as many times the padding.
/// All of that follows from the steps, so every path between two maps is changed alike.
/// </remarks>
/// <param name="network">The network at its default input.</param>
/// <param name="steps">Its steps.</param>
/// <param name="limit">The largest step allowed.</param>
internal sealed class StrideDilation(InferredNetwork network, MapSteps steps, Size2 limit)
{
    /// <summary>The new network.</summary>
    /// <exception cref="NetworkException">A node cannot be changed, or what it gives does not grow as the features do.</exception>
    internal Network Apply()
    {
        var graph = new GraphEditor(network.Network);
        foreach (var node in network.Nodes)
        {
            if (steps.Entering(node) is { } entering)
            {
                var op = Rewrite(node, entering);
                if (!ReferenceEquals(op, node.Operator))
                {
                    graph.Replace(node with { Operator = op });
                }
            }
        }

        var changed = graph.Finish();
        Check(changed);
        return changed;
    }

    private Operator Rewrite(Node node, Size2 entering)
    {
        var rate = Rate(entering);
        var strides = steps.LeadsToFeatures(node) ? MapSteps.Strides(node.Operator) : Size2.One;
        var after = Rate(new(entering.Height * strides.Height, entering.Width * strides.Width));
        if (rate == Size2.One && after == Size2.One)
        {
            return node.Operator;
        }

        var context = network.Context(node);
        switch (node.Operator)
        {
            case Conv2d convolution:
                var geometry = convolution.Geometry(context).Window;
                return convolution with
                {
                    Strides = Strides(node, convolution.Strides, rate, after),
                    Dilations = Multiply(geometry.Dilations, rate),
                    Pads = Pads(node, geometry, rate, after),
                    AutoPad = AutoPad.Explicit,
                };
            case MaxPool2d pooling:
                return CoveringPool(context, pooling.Window, PoolingKind.Max) as Operator ?? pooling with { Window = Window(node, pooling.Window, rate, after) };
            case AveragePool2d pooling:
                return CoveringPool(context, pooling.Window, PoolingKind.Average) as Operator ?? pooling with { Window = Window(node, pooling.Window, rate, after) };
            case Pad { Pads: [0, 0, var top, var left, 0, 0, var bottom, var right] } pad:
                return pad with { Pads = [0, 0, top * rate.Height, left * rate.Width, 0, 0, bottom * rate.Height, right * rate.Width] };
            default:
                return node.Operator; // Check finds those that it matters to.
        }
    }

    private Window2d Window(Node node, Window2d window, Size2 rate, Size2 after)
    {
        var geometry = network.Context(node).ResolveWindow(window);
        var pads = Pads(node, geometry, rate, after);
        var strides = Strides(node, window.Strides, rate, after);

        // A window that lies in the padding altogether has no maximum and no mean.
        var lastRow = (((geometry.OutputHeight * after.Height) - 1L) * strides.Height) - pads.Top;
        var lastColumn = (((geometry.OutputWidth * after.Width) - 1L) * strides.Width) - pads.Left;
        return steps.LeadsToFeatures(node) && (lastRow >= (long)geometry.Height * rate.Height || lastColumn >= (long)geometry.Width * rate.Width)
            ? throw new NetworkException($"Node '{node.Name}' would pool padding alone at the end of its map.")
            : new(window.Kernel, strides, Multiply(window.Dilations, rate), pads);
    }

    /// <summary>A pooling whose window is the whole map stays one.</summary>
    private static GlobalPool? CoveringPool(InferenceContext context, Window2d window, PoolingKind pooling)
    {
        var g = context.ResolveWindow(window);
        return g is { OutputHeight: 1, OutputWidth: 1 } && g.Pads == default && g.Kernel == new Size2(g.Height, g.Width) ? new(pooling) : null;
    }

    private Size2 Strides(Node node, Size2 strides, Size2 rate, Size2 after)
    {
        if (!steps.LeadsToFeatures(node))
        {
            return strides;
        }

        return (strides.Height * rate.Height) % after.Height == 0 && (strides.Width * rate.Width) % after.Width == 0
            ? new(strides.Height * rate.Height / after.Height, strides.Width * rate.Width / after.Width)
            : throw new NetworkException($"Node '{node.Name}' with strides {strides} cannot be divided that way.");
    }

    /// <summary>The padding, scaled, and at the end as much more as the output needs to have its old length times the new rate.</summary>
    private Padding2d Pads(Node node, WindowGeometry g, Size2 rate, Size2 after)
    {
        var strides = Strides(node, g.Strides, rate, after);
        int top = g.Pads.Top * rate.Height, left = g.Pads.Left * rate.Width, bottom = g.Pads.Bottom * rate.Height, right = g.Pads.Right * rate.Width;
        if (steps.LeadsToFeatures(node))
        {
            bottom += Missing(g.Height, g.Kernel.Height, g.Dilations.Height, g.OutputHeight, top + bottom, strides.Height, rate.Height, after.Height);
            right += Missing(g.Width, g.Kernel.Width, g.Dilations.Width, g.OutputWidth, left + right, strides.Width, rate.Width, after.Width);
        }

        return new(top, left, bottom, right);
    }

    private static int Missing(int length, int kernel, int dilation, int output, int pads, int stride, int rate, int after)
    {
        var room = (length * rate) + pads - ((kernel - 1) * dilation * rate) - 1;
        return Math.Max(0, (((output * after) - 1) * stride) - room);
    }

    /// <summary>How much finer a map has become.</summary>
    private Size2 Rate(Size2 step) => new(Ratio(step.Height, limit.Height), Ratio(step.Width, limit.Width));

    private static int Ratio(int step, int limit) => step <= limit ? 1
        : step % limit == 0 ? step / limit
        : throw new NetworkException($"A step of {step} pixels is no multiple of {limit}.");

    private static Size2 Multiply(Size2 a, Size2 b) => new(a.Height * b.Height, a.Width * b.Width);

    /// <summary>Every map on the way to the features is as much finer as its step says, and all else has the shape it had.</summary>
    private void Check(Network changed)
    {
        var values = ShapeInference.Infer(changed, changed.DefaultShapes()).Values;
        foreach (var node in network.Nodes.Where(steps.LeadsToFeatures))
        {
            var (before, now) = (network.Values[node.Output].Shape, values[node.Output].Shape);
            var expected = steps.Of(node.Output) is { } step && Rate(step) is var rate
                ? before.With(2, before[2] * rate.Height).With(3, before[3] * rate.Width)
                : before;
            if (!now.Equals(expected))
            {
                throw new NetworkException($"Node '{node.Name}' ({node.Operator.Kind}) gives {now} on a finer map, where {expected} was expected.");
            }
        }

        MapHead.Require(ShapeInference.Infer(changed, changed.DefaultShapes()));
    }
}
