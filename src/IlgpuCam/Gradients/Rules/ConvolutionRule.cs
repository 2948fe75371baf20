using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gradients.Rules;

/// <summary>
/// Convolutions. What goes back through one of stride 1 is a convolution with the weights mirrored and input and output channels exchanged. With strides, each phase of the input (its rows and columns that
/// lie alike between windows) comes from one such convolution with the taps that reach it, so nothing is multiplied by inserted zeros; the phases are then interleaved.
/// </summary>
internal sealed class ConvolutionRule : GradientRule
{
    // The phases of so few channels together fill no more than the lanes that those of one phase would.
    private const int FewChannels = 16;

    // Each is a convolution of its own; the largest patches of a published network have 32 x 32 pixels.
    private const int MostPhases = 1 << 12;

    internal override void Apply(GradientTape tape, Node node, string gradient)
    {
        var context = tape.Context(node);
        var geometry = ((Conv2d)node.Operator).Geometry(context);
        var weights = new ConvolutionTaps(geometry, context.RequireConstant(1).ToFloats());
        var window = geometry.Window;
        var strides = Strides(context, window);
        var rows = PhaseAxis.Of(window.Height, window.OutputHeight, window.Kernel.Height, strides.Height, window.Dilations.Height, window.Pads.Top);
        var columns = PhaseAxis.Of(window.Width, window.OutputWidth, window.Kernel.Width, strides.Width, window.Dilations.Width, window.Pads.Left);
        var isDense = geometry.Groups == 1 && rows.All(r => r.Dilation == 1) && columns.All(c => c.Dilation == 1);
        var result = rows.Length * columns.Length == 1 ? Phase(tape, gradient, geometry, weights, rows[0], columns[0])
            : isDense && geometry.InputChannels * rows.Length * columns.Length <= FewChannels && rows.Length == columns.Length
                ? Together(tape, gradient, geometry, weights, rows, columns)
                : Apart(tape, gradient, geometry, weights, rows, columns);
        tape.Flow(node.Inputs[0], result);
    }

    /// <summary>The strides; of a single window no more than the map's size, beyond which all are alike.</summary>
    private static Size2 Strides(InferenceContext context, in WindowGeometry window)
    {
        var height = window.OutputHeight == 1 ? Math.Min(window.Strides.Height, window.Height) : window.Strides.Height;
        var width = window.OutputWidth == 1 ? Math.Min(window.Strides.Width, window.Width) : window.Strides.Width;
        return (long)height * width <= MostPhases
            ? new(height, width)
            : throw context.Error($"a gradient for strides with a product of at most {MostPhases} is supported, found {height}x{width}");
    }

    private static string Phase(GradientTape tape, string gradient, in ConvolutionGeometry geometry, ConvolutionTaps weights, PhaseAxis rows, PhaseAxis columns)
    {
        var cut = Cut(tape, gradient, geometry.Window, rows, columns);
        var op = new Conv2d(Size2.One, Pads(rows, columns), new(rows.Dilation, columns.Dilation), geometry.Groups) { HasSparseInput = tape.IsSparse(gradient) };
        return tape.Add(op, cut, tape.Constant(weights.Transposed(rows, columns)));
    }

    private static string Apart(
        GradientTape tape, string gradient, in ConvolutionGeometry geometry, ConvolutionTaps weights, PhaseAxis[] rows, PhaseAxis[] columns)
    {
        var phases = new List<int>();
        var parts = new List<string>();
        for (var y = 0; y < rows.Length; y++)
        {
            for (var x = 0; x < columns.Length; x++)
            {
                if (rows[y].Taps > 0 && columns[x].Taps > 0)
                {
                    phases.Add((y * columns.Length) + x);
                    parts.Add(Phase(tape, gradient, geometry, weights, rows[y], columns[x]));
                }
            }
        }

        return tape.Add(new Interleave2d(new(rows.Length, columns.Length), geometry.Window.Height, geometry.Window.Width, [.. phases]), [.. parts]);
    }

    /// <summary>One convolution for all phases, whose channels become blocks of pixels.</summary>
    private static string Together(
        GradientTape tape, string gradient, in ConvolutionGeometry geometry, ConvolutionTaps weights, PhaseAxis[] rows, PhaseAxis[] columns)
    {
        var (down, across) = (PhaseAxis.Union(rows), PhaseAxis.Union(columns));
        var cut = Cut(tape, gradient, geometry.Window, down, across);
        var maps = tape.Add(new Conv2d(Size2.One, Pads(down, across), Size2.One), cut, tape.Constant(weights.TransposedTogether(rows, columns, down, across)));
        var pixels = tape.Add(new DepthToSpace(rows.Length), maps);
        var (height, width) = (geometry.Window.Height, geometry.Window.Width);
        return (height % rows.Length, width % columns.Length) == (0, 0)
            ? pixels
            : tape.Add(new Slice(), pixels, tape.Integers(0, 0), tape.Integers(height, width), tape.Integers(2, 3));
    }

    private static Padding2d Pads(PhaseAxis rows, PhaseAxis columns) =>
        new(Math.Max(rows.Before, 0), Math.Max(columns.Before, 0), Math.Max(rows.After, 0), Math.Max(columns.After, 0));

    /// <summary>The gradient without what lies beyond the first and last tap: a negative padding.</summary>
    private static string Cut(GradientTape tape, string gradient, in WindowGeometry window, PhaseAxis rows, PhaseAxis columns)
    {
        if (rows is { Before: >= 0, After: >= 0 } && columns is { Before: >= 0, After: >= 0 })
        {
            return gradient;
        }

        return tape.Add(
            new Slice(),
            gradient,
            tape.Integers(Math.Max(-rows.Before, 0), Math.Max(-columns.Before, 0)),
            tape.Integers(window.OutputHeight - Math.Max(-rows.After, 0), window.OutputWidth - Math.Max(-columns.After, 0)),
            tape.Integers(2, 3));
    }
}
