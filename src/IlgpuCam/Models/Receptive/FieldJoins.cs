using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Receptive;

/// <summary>The fields of what has several inputs that depend on the image.</summary>
internal static class FieldJoins
{
    /// <summary>Element by element, shorter operands being broadcast. One number a map that sees everything is a gate, and gates do not widen the field.</summary>
    internal static ValueField Broadcast(InferenceContext context, Shape result, ValueField?[] fields)
    {
        List<ValueField> aligned = [];
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i] is { } field)
            {
                var (shape, shift) = (context.Shape(i), result.Rank - context.Shape(i).Rank);
                aligned.Add(field.Map(f => f.Axis < 0 ? f : f with { Axis = f.Axis + shift, Stride = shape[f.Axis] == 1 && result[f.Axis + shift] > 1 ? 0 : f.Stride }));
            }
        }

        // Whether a value has places of its own, and not one number for all of them.
        var places = aligned.Where((field, i) => !field.IsWhole).ToList();
        if (places.Count == 0 || places.Count == aligned.Count)
        {
            return Join(aligned, result);
        }

        var gates = fields.Select((f, i) => (Field: f, Index: i)).Where(p => p.Field is { IsWhole: true });
        return gates.All(g => IsOnePlace(g.Field!, context.Shape(g.Index))) ? Join(places, result).Gated() : Join(aligned, result);
    }

    /// <summary>Values one behind the other.</summary>
    internal static ValueField Concat(InferenceContext context, Concat op, Shape result, ValueField?[] fields)
    {
        var axis = context.NormaliseAxis(op.Axis, result.Rank);
        List<ValueField> moved = [];
        for (int i = 0, start = 0; i < fields.Length; i++)
        {
            var before = start;
            start += context.Shape(i)[axis];
            if (fields[i] is { } field)
            {
                moved.Add(field.Map(f => f.Axis == axis ? f.Through(new(1, -before, -before)) : f));
            }
        }

        return Join(moved, result);
    }

    /// <summary>Matrix products: rows of the first input with columns of the second.</summary>
    internal static ValueField Product(InferenceContext context, Shape result, ValueField?[] fields)
    {
        var (a, b) = (context.Shape(0), context.Shape(1));
        return (fields[0], fields[1]) switch
        {
            ({ } x, null) => Place(FieldRules.Mixed(x, a, a.Rank - 1), a.Rank),
            (null, { } x) => Place(FieldRules.Mixed(x, b, Math.Max(b.Rank - 2, 0)), b.Rank),
            var (x, y) => (x ?? y!).Map(_ => AxisField.Everything(-1)),
        };

        // A vector's own axis is gone, and stacks are aligned at their last axes.
        ValueField Place(ValueField x, int rank) =>
            x.Map(f => f.Axis < 0 ? f : a.Rank > 1 && b.Rank > 1 ? f with { Axis = f.Axis + result.Rank - rank } : f.IsWhole ? f : AxisField.Everything(-1));
    }

    private static ValueField Join(List<ValueField> fields, Shape result) => fields.Aggregate((x, y) => new(
        Join(x.Rows, y.Rows, result), Join(x.Columns, y.Columns, result), x.IsGated || y.IsGated));

    private static AxisField Join(AxisField x, AxisField y, Shape result)
    {
        if (x.Axis < 0 && y.Axis >= 0)
        {
            (x, y) = (y, x);
        }

        var length = x.Axis < 0 ? 1 : result[x.Axis];
        return x.Axis == y.Axis ? x.Join(y, length) : y.Axis < 0 ? x.Join(y with { Stride = 0 }, length) : AxisField.Everything(-1);
    }

    private static bool IsOnePlace(ValueField field, Shape shape) =>
        (field.Rows.Axis < 0 || shape[field.Rows.Axis] == 1) && (field.Columns.Axis < 0 || shape[field.Columns.Axis] == 1);
}
