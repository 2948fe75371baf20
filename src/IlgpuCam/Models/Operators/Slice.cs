using System.Collections.Immutable;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>A part of the input with steps (ONNX Slice 10 to 13). Inputs: x, and vectors of integers: starts, ends, optionally axes (all, where absent) and steps (1).</summary>
public sealed record Slice : MovingOperator
{
    /// <inheritdoc/>
    public override string Kind => "slice";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context) => context.Info(0) with { Shape = [.. Ranges(context).Select(r => r.Count)] };

    internal override StridedView View(InferenceContext context)
    {
        var ranges = Ranges(context);
        var strides = Folding.Strides(context.Shape(0));
        var offset = 0L;
        for (var i = 0; i < strides.Length; i++)
        {
            offset += ranges[i].Start * strides[i];
            strides[i] *= ranges[i].Step;
        }

        return new(Infer(context).Shape, [.. strides], offset);
    }

    /// <summary>What is kept of every axis, after ONNX's rules: negative places count from the end, and what lies outside is clamped.</summary>
    internal static ImmutableArray<(long Start, long Step, int Count)> Ranges(InferenceContext context)
    {
        context.RequireInputs(3, 5);
        var x = context.Shape(0);
        var (starts, ends) = (context.RequireIntegers(1), context.RequireIntegers(2));
        var axes = context.Has(3) ? context.RequireIntegers(3) : [.. Enumerable.Range(0, starts.Length).Select(i => (long)i)];
        var steps = context.Has(4) ? context.RequireIntegers(4) : [.. Enumerable.Repeat(1L, starts.Length)];
        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length)
        {
            throw context.Error($"as many starts, ends, axes and steps were expected, found {starts.Length}, {ends.Length}, {axes.Length} and {steps.Length}");
        }

        var ranges = x.Select(length => (Start: 0L, Step: 1L, Count: length)).ToArray();
        for (var i = 0; i < starts.Length; i++)
        {
            var axis = context.NormaliseAxis((int)Math.Clamp(axes[i], int.MinValue, int.MaxValue), x.Rank);
            ranges[axis] = Range(starts[i], ends[i], steps[i], x[axis]);
        }

        return [.. ranges];

        (long Start, long Step, int Count) Range(long start, long end, long step, int length)
        {
            if (step == 0)
            {
                throw context.Error("a step of 0 was found");
            }

            // Backwards the last place is 0, and -1 stands for "before it", which only an end far below zero can ask for.
            var (first, last) = step > 0 ? (0, length) : (-1, length - 1);
            start = Math.Clamp(start < 0 ? start + length : start, step > 0 ? 0 : Math.Min(0, last), last);
            end = Math.Clamp(end < 0 ? end + length : end, first, last);

            // Steps beyond the axis all mean "one place"; clamped, their sums cannot overflow.
            step = Math.Clamp(step, -(long)length - 1, (long)length + 1);
            var count = step > 0 ? (end - start + step - 1) / step : (start - end - step - 1) / -step;
            return (count > 0 ? start : 0, step, (int)Math.Max(count, 0));
        }
    }
}
