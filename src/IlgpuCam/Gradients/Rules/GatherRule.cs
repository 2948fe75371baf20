using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Chosen places along an axis: each gets what comes back from where it went; a place that was chosen several times their sum.</summary>
internal sealed class GatherRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient)
    {
        var (context, gather, x) = (tape.Context(node), (Gather)node.Operator, tape.Shape(node.Inputs[0]));
        var places = gather.Places(context);
        var axis = context.NormaliseAxis(gather.Axis, x.Rank);
        var shape = x.With(axis, places.Length);
        var row = ReshapeRule.Back(tape, gradient, tape.Shape(node.Output), shape);
        var step = places.Length == 1 ? 1 : places[1] - places[0];
        if (step != 0 && Enumerable.Range(0, places.Length).All(i => places[i] == places[0] + ((long)i * step)))
        {
            var ranges = x.Select(length => (0L, 1L, length)).ToArray();
            ranges[axis] = (places[0], step, places.Length);
            tape.Flow(node.Inputs[0], SliceRule.Back(tape, row, shape, x, ranges));
            return;
        }

        tape.Flow(node.Inputs[0], places.Length == x[axis] && places.Distinct().Count() == places.Length
            ? tape.Add(new Gather(axis), row, tape.Integers(Array.ConvertAll(MoveRule.Inverse(places), place => (long)place)))
            : AxisMap.Apply(tape, context, row, shape, axis, x[axis], places.Select((place, i) => (place, i, 1f))));
    }
}
