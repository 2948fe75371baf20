using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Receptive;

/// <summary>For every operator the field of its result from those of its inputs.</summary>
internal static class FieldRules
{
    /// <summary>The field of a node's result; null where no input depends on an image.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">Shapes and constants of its inputs.</param>
    /// <param name="result">The shape of its result.</param>
    /// <param name="fields">The field of each input, null where it does not depend on an image.</param>
    internal static ValueField? Apply(Operator op, InferenceContext context, Shape result, ValueField?[] fields)
    {
        if (op is ShapeOf or SizeOf || !fields.Any(f => f is not null))
        {
            return null;
        }

        if (op is Add or Multiply or Arithmetic or Compare or Equal or Where)
        {
            return FieldJoins.Broadcast(context, result, fields);
        }

        if (op is Concat concat)
        {
            return FieldJoins.Concat(context, concat, result, fields);
        }

        if (op is MatrixProduct)
        {
            return FieldJoins.Product(context, result, fields);
        }

        // Weights, scales and places that depend on the image make every element depend on all of it.
        if (fields[0] is not { } x || fields.Skip(1).Any(f => f is not null))
        {
            return Spread(fields.First(f => f is not null)!, result);
        }

        return op switch
        {
            Activate or Identity or Cast or BatchNormalization or LocalResponseNormalization => x,
            Conv2d conv => Window(x, conv.Geometry(context).Window),
            MaxPool2d pool => Window(x, context.ResolveWindow(pool.Window)),
            MaxPoolIndices2d pool => Window(x, context.ResolveWindow(pool.Window)),
            AveragePool2d pool => Window(x, context.ResolveWindow(pool.Window)),
            GlobalPool pool => Reduced(x, context.Shape(0), axis => axis >= 2, pool.KeepDimensions),
            Reduce reduce => Reduced(x, context.Shape(0), axis => reduce.Reduced(context)[axis], reduce.KeepDimensions),
            FullyConnected => Mixed(x, context.Shape(0), 1),
            LayerNormalization norm => x.Gated(SpansPlaces(x, context.Shape(0), context.NormaliseAxis(norm.Axis, context.Shape(0).Rank))),
            GroupNormalization => x.Gated(SpansPlaces(x, context.Shape(0), 1)),
            Softmax softmax => x.Gated(IsPlaces(x, context.Shape(0), context.NormaliseAxis(softmax.Axis, context.Shape(0).Rank))),
            Transpose transpose => x.Map(f => f with { Axis = Array.IndexOf(transpose.Order(context), f.Axis) }),
            Flatten or Reshape or Squeeze or Unsqueeze => FieldMoves.Reshape(x, context.Shape(0), result),
            Pad pad => FieldMoves.Pad(x, pad, context),
            Slice => FieldMoves.Slice(x, context),
            Gather gather => FieldMoves.Gather(x, gather, context),
            Resize resize => FieldMoves.Resize(x, resize, context, result),
            DepthToSpace blocks => x.Map(f => f.Through(new(1.0 / blocks.BlockSize, -(blocks.BlockSize - 1.0) / blocks.BlockSize, 0))),
            SpaceToDepth blocks => x.Map(f => f.Through(new(blocks.BlockSize, 0, blocks.BlockSize - 1))),
            Expand or Tile => FieldMoves.Repeat(x, context.Shape(0), result),
            _ => Spread(x, result),
        };
    }

    /// <summary>After a sum over axes: those that were places give way to all of them.</summary>
    internal static ValueField Reduced(ValueField x, Shape shape, Func<int, bool> isReduced, bool keepsDimensions)
    {
        var kept = Enumerable.Range(0, shape.Rank).Where(axis => keepsDimensions || !isReduced(axis)).ToArray();
        return x.Map(f => f.Axis < 0 ? f : (shape[f.Axis] > 1 && isReduced(f.Axis) ? AxisField.Everything(f.Axis) : f) with { Axis = Array.IndexOf(kept, f.Axis) });
    }

    /// <summary>After a sum of products along an axis, which stays with another length.</summary>
    internal static ValueField Mixed(ValueField x, Shape shape, int axis) =>
        x.Map(f => f.Axis != axis ? f : shape[axis] > 1 ? AxisField.Everything(-1) : f with { Axis = -1 });

    /// <summary>All elements see everything; the axes stay where the result still has them.</summary>
    private static ValueField Spread(ValueField x, Shape result) => x.Map(f => AxisField.Everything(f.Axis < result.Rank ? f.Axis : -1));

    private static ValueField Window(ValueField x, WindowGeometry g)
    {
        // The usual places of height and width; after an exchange of axes the window goes over something else.
        return x.Rows.Axis is not (2 or -1) || x.Columns.Axis is not (3 or -1)
            ? x.Everything()
            : x with
            {
                Rows = Axis(x.Rows, g.Kernel.Height, g.Strides.Height, g.Dilations.Height, g.Pads.Top),
                Columns = Axis(x.Columns, g.Kernel.Width, g.Strides.Width, g.Dilations.Width, g.Pads.Left),
            };

        static AxisField Axis(AxisField field, int kernel, int stride, int dilation, int before) =>
            field.Axis < 0 ? field : field.Through(new(stride, -before, ((kernel - 1.0) * dilation) - before));
    }

    private static bool IsPlaces(ValueField x, Shape shape, int axis) => x.Has(axis) && shape[axis] > 1;

    private static bool SpansPlaces(ValueField x, Shape shape, int from) => Enumerable.Range(from, shape.Rank - from).Any(axis => IsPlaces(x, shape, axis));
}
