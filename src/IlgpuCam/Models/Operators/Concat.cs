using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>Values one behind the other along an axis (ONNX Concat 4 to 13). All inputs have the same lengths on the other axes.</summary>
/// <param name="Axis">The axis; a negative one counts from the end.</param>
public sealed record Concat(int Axis) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "concat";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(1, int.MaxValue);
        var first = context.Shape(0);
        var axis = context.NormaliseAxis(Axis, first.Rank);
        var total = 0L;
        for (var i = 0; i < context.Count; i++)
        {
            var shape = context.Shape(i);
            if (shape.Rank != first.Rank || !shape.With(axis, first[axis]).Equals(first) || context.Info(i).Type != context.Info(0).Type)
            {
                throw context.Error($"cannot concatenate {context.Info(i)} to {context.Info(0)} along axis {axis}");
            }

            total += shape[axis];
        }

        return total <= int.MaxValue
            ? context.Info(0) with { Shape = first.With(axis, (int)total) }
            : throw context.Error($"a length of {total} along axis {axis} is too long");
    }

    /// <inheritdoc/>
    public override ConstantTensor? Fold(InferenceContext context)
    {
        var parts = new ConstantTensor[context.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            if (context.Constant(i) is not { } part)
            {
                return null;
            }

            parts[i] = part;
        }

        var info = Infer(context);
        var axis = context.NormaliseAxis(Axis, info.Shape.Rank);
        var result = Folding.Allocate(context, info);
        var outer = Shape.Create(info.Shape.Dimensions[..axis]).ElementCount;
        var place = 0;
        for (var row = 0; row < outer; row++)
        {
            foreach (var part in parts)
            {
                var length = (int)(part.Bytes.Length / outer);
                part.Bytes.Span.Slice(row * length, length).CopyTo(result.AsSpan(place));
                place += length;
            }
        }

        return new(info.Type, info.Shape, result);
    }
}
