using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Tests.Cpu;

/// <summary>Operators that move elements, and matrix products, element by element from their definitions: for each place of the result the place of the input.</summary>
internal static class MovementReference
{
    internal static double[]? Evaluate(Operator op, InferenceContext context, Shape[] shapes, double[][] data, Shape output) => op switch
    {
        Transpose transpose => Move(data[0], shapes[0], output, at => Inverse(transpose, at)),
        Slice => Move(data[0], shapes[0], output, at => [.. at.Select((i, axis) => SliceStart(context, shapes[0], axis).Start + (i * SliceStart(context, shapes[0], axis).Step))]),
        Expand => Move(data[0], shapes[0], output, at => [.. shapes[0].Select((length, axis) => length == 1 ? 0 : at[at.Length - shapes[0].Rank + axis])]),
        Tile => Move(data[0], shapes[0], output, at => [.. at.Select((i, axis) => i % shapes[0][axis])]),
        Gather gather => Move(data[0], shapes[0], output, at => Gathered(gather, context, shapes, at)),
        DepthToSpace op2 => Move(data[0], shapes[0], output, at => DepthPlace(op2, output, at)),
        SpaceToDepth { BlockSize: var b } => Move(
            data[0], shapes[0], output,
            at => [at[0], at[1] % shapes[0][1], (at[2] * b) + (at[1] / shapes[0][1] / b), (at[3] * b) + (at[1] / shapes[0][1] % b)]),
        Pad { Mode: not PadMode.Constant } pad => Move(
            data[0], shapes[0], output, at => [.. at.Select((i, axis) => Mirrored(i - pad.Pads[axis], shapes[0][axis], pad.Mode))]),
        MatrixProduct => Product(shapes, data, output),
        _ => null,
    };

    private static double[] Move(double[] x, Shape shape, Shape output, Func<int[], int[]> place)
    {
        var result = new double[output.ElementCount];
        for (var i = 0; i < result.Length; i++)
        {
            var source = place(Places(output, i));
            var at = 0;
            for (var axis = 0; axis < shape.Rank; axis++)
            {
                at = (at * shape[axis]) + source[axis];
            }

            result[i] = x[at];
        }

        return result;
    }

    private static int[] Places(Shape shape, int index)
    {
        var places = new int[shape.Rank];
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            (index, places[axis]) = (index / shape[axis], index % shape[axis]);
        }

        return places;
    }

    private static int[] Inverse(Transpose transpose, int[] at)
    {
        var source = new int[at.Length];
        for (var i = 0; i < at.Length; i++)
        {
            source[transpose.Permutation.IsEmpty ? at.Length - 1 - i : transpose.Permutation[i]] = at[i];
        }

        return source;
    }

    // Only in-range starts are used here: the clamping is tested where slices are folded.
    private static (int Start, int Step) SliceStart(InferenceContext context, Shape shape, int axis)
    {
        var (starts, axes, steps) = (context.RequireIntegers(1), context.RequireIntegers(3), context.Has(4) ? context.RequireIntegers(4) : null);
        var i = Array.IndexOf(axes, axis);
        return i < 0 ? (0, 1) : ((int)(starts[i] < 0 ? starts[i] + shape[axis] : starts[i]), (int)(steps?[i] ?? 1));
    }

    private static int[] Gathered(Gather gather, InferenceContext context, Shape[] shapes, int[] at)
    {
        var axis = context.NormaliseAxis(gather.Axis, shapes[0].Rank);
        var indices = context.RequireConstant(1);
        var place = 0;
        for (var i = 0; i < shapes[1].Rank; i++)
        {
            place = (place * shapes[1][i]) + at[axis + i];
        }

        var index = (int)indices.ToInt64()[place];
        return [.. at[..axis], index < 0 ? index + shapes[0][axis] : index, .. at[(axis + shapes[1].Rank)..]];
    }

    private static int[] DepthPlace(DepthToSpace op, Shape output, int[] at)
    {
        var b = op.BlockSize;
        var pixel = (at[2] % b * b) + (at[3] % b);
        return [at[0], op.ChannelFirst ? (at[1] * b * b) + pixel : (pixel * output[1]) + at[1], at[2] / b, at[3] / b];
    }

    private static int Mirrored(int place, int length, PadMode mode)
    {
        while (place < 0 || place >= length)
        {
            place = mode switch
            {
                PadMode.Edge => place < 0 ? 0 : length - 1,
                PadMode.Wrap => place < 0 ? place + length : place - length,
                _ => place < 0 ? -place : (2 * length) - 2 - place,
            };
        }

        return place;
    }

    private static double[] Product(Shape[] shapes, double[][] data, Shape output)
    {
        Shape a = shapes[0].Rank == 1 ? [1, shapes[0][0]] : shapes[0], b = shapes[1].Rank == 1 ? [shapes[1][0], 1] : shapes[1];
        int[] full = [.. output];
        full = shapes[0].Rank == 1 ? [.. full[..(full.Length - (shapes[1].Rank == 1 ? 0 : 1))], 1, .. full[(full.Length - (shapes[1].Rank == 1 ? 0 : 1))..]] : full;
        full = shapes[1].Rank == 1 ? [.. full, 1] : full;
        var shape = Shape.Create(full);
        var result = new double[output.ElementCount];
        for (var i = 0; i < result.Length; i++)
        {
            var at = Places(shape, i);
            for (var k = 0; k < a[a.Rank - 1]; k++)
            {
                result[i] += data[0][Place(a, [.. at[..^1], k])] * data[1][Place(b, [.. at[..^2], k, at[^1]])];
            }
        }

        return result;
    }

    private static int Place(Shape shape, int[] at)
    {
        var place = 0;
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            var index = at[at.Length - shape.Rank + axis];
            place = (place * shape[axis]) + (shape[axis] == 1 ? 0 : index);
        }

        return place;
    }
}
