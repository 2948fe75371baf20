using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>Some of the places along an axis (ONNX Gather 1 to 13). Inputs: x, and constant indices of any shape, which takes the place of the axis; a negative index counts from the end.</summary>
/// <param name="Axis">The axis; a negative one counts from the end.</param>
public sealed record Gather(int Axis = 0) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "gather";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(2, 2);
        var (x, indices) = (context.Info(0), context.Info(1));
        if (indices.Type is not (ElementType.Int32 or ElementType.Int64))
        {
            throw context.Error($"indices of 32-bit or 64-bit integers were expected, found {indices}");
        }

        var axis = context.NormaliseAxis(Axis, x.Shape.Rank);
        return x with { Shape = [.. x.Shape.Take(axis), .. indices.Shape, .. x.Shape.Skip(axis + 1)] };
    }

    /// <inheritdoc/>
    public override ConstantTensor? Fold(InferenceContext context)
    {
        if (context.Constant(0) is not { } x || context.Constant(1) is null)
        {
            return null;
        }

        var info = Infer(context);
        var axis = context.NormaliseAxis(Axis, x.Shape.Rank);
        var length = x.Shape[axis];
        var result = Folding.Allocate(context, info);
        var inner = (int)Shape.Create(x.Shape.Dimensions[(axis + 1)..]).ElementCount * x.Type.Size();
        var places = Places(context);
        for (int place = 0, row = 0; place < result.Length; row++)
        {
            foreach (var index in places)
            {
                x.Bytes.Span.Slice((int)(((long)row * length) + index) * inner, inner).CopyTo(result.AsSpan(place));
                place += inner;
            }
        }

        return new(info.Type, info.Shape, result);
    }

    /// <summary>The places along the axis, from 0 to its length - 1, in the order of the indices.</summary>
    /// <exception cref="NetworkException">The indices are not known, or one is out of range.</exception>
    internal int[] Places(InferenceContext context)
    {
        var x = context.Shape(0);
        var length = x[context.NormaliseAxis(Axis, x.Rank)];
        return [.. context.RequireConstant(1).ToInt64().Select(index => index >= -length && index < length
            ? (int)(index < 0 ? index + length : index)
            : throw context.Error($"there is no place {index} among {length}"))];
    }
}
