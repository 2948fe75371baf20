using System.Collections.Immutable;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Parts with steps: their gradient with zeros between and around it.</summary>
internal sealed class SliceRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient) =>
        tape.Flow(node.Inputs[0], Back(tape, gradient, tape.Shape(node.Output), tape.Shape(node.Inputs[0]), [.. Slice.Ranges(tape.Context(node))]));

    /// <summary>Puts a part back where it was taken from, and zeros everywhere else.</summary>
    /// <param name="tape">Takes the nodes.</param>
    /// <param name="part">The part.</param>
    /// <param name="from">Its shape, not empty.</param>
    /// <param name="to">The shape of the whole.</param>
    /// <param name="ranges">For each axis the place of the part's first element, the step to the next one, and their number.</param>
    internal static string Back(GradientTape tape, string part, Shape from, Shape to, (long Start, long Step, int Count)[] ranges)
    {
        if (to.Any(length => length > int.MaxValue / 2))
        {
            throw new NetworkException($"What goes back to a part of {to} cannot be put together.");
        }

        part = Forwards(tape, part, ranges);
        for (var axis = 0; axis < ranges.Length; axis++)
        {
            ranges[axis].Step = ranges[axis].Count == 1 ? 1 : ranges[axis].Step;
        }

        var spread = Spread(tape, part, from, ranges);
        var pads = new int[2 * to.Rank];
        for (var axis = 0; axis < to.Rank; axis++)
        {
            // Behind its last element the spread part may have more zeros than the whole.
            pads[axis] = (int)ranges[axis].Start;
            pads[axis + to.Rank] = (int)(to[axis] - ranges[axis].Start - (ranges[axis].Count * ranges[axis].Step));
        }

        return Array.TrueForAll(pads, p => p == 0) ? spread : tape.Add(new Pad([.. pads]), spread);
    }

    /// <summary>The part with every axis in the order of the whole.</summary>
    private static string Forwards(GradientTape tape, string part, (long Start, long Step, int Count)[] ranges)
    {
        long[] axes = [.. Enumerable.Range(0, ranges.Length).Where(axis => ranges[axis].Step < 0).Select(axis => (long)axis)];
        foreach (var axis in axes)
        {
            var (start, step, count) = ranges[axis];
            ranges[axis] = (start + ((count - 1) * step), -step, count);
        }

        return axes.Length == 0 ? part : tape.Add(
            new Slice(), part, tape.Integers(Same(-1)), tape.Integers(Same(int.MinValue)), tape.Integers(axes), tape.Integers(Same(-1)));

        long[] Same(long value) => [.. axes.Select(_ => value)];
    }

    /// <summary>The part with step - 1 zeros behind each element.</summary>
    private static string Spread(GradientTape tape, string part, Shape from, (long Start, long Step, int Count)[] ranges)
    {
        var places = new List<int>();
        var lengths = from;
        var pads = ImmutableArray.CreateBuilder<int>();
        for (var axis = 0; axis < ranges.Length; axis++)
        {
            pads.Add(0);
            if (ranges[axis].Step > 1)
            {
                places.Add(pads.Count);
                pads.Add((int)ranges[axis].Step - 1);
                lengths = lengths.With(axis, (int)(ranges[axis].Count * ranges[axis].Step));
            }
        }

        if (places.Count == 0)
        {
            return part;
        }

        var zeros = tape.Add(new Pad([.. Enumerable.Repeat(0, pads.Count), .. pads]), tape.Add(new Unsqueeze([.. places]), part));
        return ReshapeRule.Back(tape, zeros, from, lengths);
    }
}
