using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Padding: what was added is taken away and the other way round; elements that were repeated get the sum of what their copies get.</summary>
internal sealed class PadRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient)
    {
        var (context, pad, x) = (tape.Context(node), (Pad)node.Operator, tape.Shape(node.Inputs[0]));
        var pads = pad.Resolve(context);
        if (pad.Mode == PadMode.Constant)
        {
            tape.Flow(node.Inputs[0], tape.Add(new Pad([.. pads.Select(p => -p)]), gradient));
            return;
        }

        var shape = tape.Shape(node.Output);
        for (var axis = 0; axis < x.Rank; axis++)
        {
            var (before, length) = (pads[axis], x[axis]);
            if (before != 0 || pads[axis + x.Rank] != 0)
            {
                gradient = AxisMap.Apply(
                    tape, context, gradient, shape, axis, length, Enumerable.Range(0, shape[axis]).Select(i => (Pad.Place(i - (long)before, length, pad.Mode), i, 1f)));
                shape = shape.With(axis, length);
            }
        }

        tape.Flow(node.Inputs[0], gradient);
    }
}
