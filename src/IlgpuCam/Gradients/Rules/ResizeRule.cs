using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Another resolution: along each axis the interpolation's matrix, transposed.</summary>
internal sealed class ResizeRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient)
    {
        var (context, resize, x) = (tape.Context(node), (Resize)node.Operator, tape.Shape(node.Inputs[0]));
        var shape = tape.Shape(node.Output);

        // First the axis that becomes shortest.
        foreach (var axis in Enumerable.Range(0, x.Rank).OrderBy(axis => (double)x[axis] / tape.Shape(node.Output)[axis]))
        {
            var taps = resize.Taps(context, axis);
            if (!Resize.IsIdentity(taps, x[axis]))
            {
                gradient = AxisMap.Apply(tape, context, gradient, shape, axis, x[axis], taps.SelectMany(
                    (tap, i) => new[] { (tap.First, i, 1 - tap.Weight), (tap.Second, i, tap.Weight) }));
                shape = shape.With(axis, x[axis]);
            }
        }

        tape.Flow(node.Inputs[0], gradient);
    }
}
