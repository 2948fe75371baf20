using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Receptive;

/// <summary>The fields of what moves elements to other places.</summary>
internal static class FieldMoves
{
    /// <summary>The same elements in another shape: an axis stays one where as many elements lie before it as did, and as many on it.</summary>
    internal static ValueField Reshape(ValueField x, Shape from, Shape to)
    {
        return x.Map(Follow);

        AxisField Follow(AxisField field)
        {
            if (field.Axis < 0 || from[field.Axis] == 1)
            {
                // Its one element is everywhere; an axis of length 1 in the old place stands for it, so that a map of one place remains one.
                return field with { Axis = field.Axis >= 0 && field.Axis < to.Rank && to[field.Axis] == 1 ? field.Axis : -1 };
            }

            var before = Before(from, field.Axis);
            for (var axis = 0; axis < to.Rank; axis++)
            {
                if (to[axis] == from[field.Axis] && Before(to, axis) == before)
                {
                    return field with { Axis = axis };
                }
            }

            return AxisField.Everything(-1);
        }

        static long Before(Shape shape, int axis) => Shape.Create(shape.Dimensions[..axis]).ElementCount;
    }

    internal static ValueField Pad(ValueField x, Pad op, InferenceContext context)
    {
        var pads = op.Resolve(context);
        return x.Map(f => f.Axis < 0 ? f : op.Mode == PadMode.Wrap && (pads[f.Axis] > 0 || pads[f.Axis + (pads.Length / 2)] > 0)
            ? AxisField.Everything(f.Axis)
            : f.Through(new(1, -pads[f.Axis], -pads[f.Axis])));
    }

    internal static ValueField Slice(ValueField x, InferenceContext context)
    {
        var ranges = Operators.Slice.Ranges(context);
        return x.Map(f => f.Axis < 0 ? f : f.Through(new(ranges[f.Axis].Step, ranges[f.Axis].Start, ranges[f.Axis].Start)));
    }

    internal static ValueField Gather(ValueField x, Gather op, InferenceContext context)
    {
        var axis = context.NormaliseAxis(op.Axis, context.Shape(0).Rank);
        var rank = context.Shape(1).Rank;
        return x.Map(f => f.Axis == axis ? Chosen(f) : f.Axis > axis ? f with { Axis = f.Axis + rank - 1 } : f);

        AxisField Chosen(AxisField field)
        {
            // Places that come from another input, or stand in several rows, are no window.
            if (rank > 1 || context.Constant(1) is null || op.Places(context) is not { Length: > 0 } places)
            {
                return AxisField.Everything(-1);
            }

            var step = places.Length > 1 ? places[1] - places[0] : 0;
            return field.Through(AxisStep.Covering(step, places.Select(p => (p, p)))) with { Axis = rank == 0 ? -1 : axis };
        }
    }

    internal static ValueField Resize(ValueField x, Resize op, InferenceContext context, Shape result)
    {
        return x.Map(f => f.Axis < 0 || result[f.Axis] == 0 ? f : f.Through(Step(f.Axis)));

        AxisStep Step(int axis)
        {
            var (source, length) = (context.Shape(0)[axis], result[axis]);
            var stride = op.Mapping == CoordinateMapping.AlignCorners && length > 1 ? (source - 1.0) / (length - 1) : (double)source / length;
            return AxisStep.Covering(stride, op.Taps(context, axis).Select(t => (t.First, t.Weight == 0 ? t.First : t.Second)));
        }
    }

    /// <summary>The same elements again: one place that is repeated stays what it is, and several are no window.</summary>
    internal static ValueField Repeat(ValueField x, Shape from, Shape to)
    {
        var shift = to.Rank - from.Rank;
        return x.Map(f => f.Axis < 0 || to[f.Axis + shift] == from[f.Axis] ? Moved(f) : from[f.Axis] == 1 ? Moved(f) with { Stride = 0 } : AxisField.Everything(f.Axis + shift));

        AxisField Moved(AxisField field) => field.Axis < 0 ? field : field with { Axis = field.Axis + shift };
    }
}
