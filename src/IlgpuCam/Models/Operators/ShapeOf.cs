using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>The lengths of the input's axes as a vector of 64-bit integers (ONNX Shape 1 to 25).</summary>
/// <param name="Start">The first axis; a negative one counts from the end; what is out of range is clamped.</param>
/// <param name="End">The axis behind the last, counted likewise; null for all that remain.</param>
public sealed record ShapeOf(int Start = 0, int? End = null) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "shape_of";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(1, 1);
        return new(ElementType.Int64, [Lengths(context.Shape(0)).Length]);
    }

    /// <inheritdoc/>
    public override ConstantTensor? Fold(InferenceContext context) => ConstantTensor.FromInt64(Lengths(context.Shape(0)));

    private long[] Lengths(Shape shape)
    {
        int start = Clamp(Start), end = Clamp(End ?? shape.Rank);
        return [.. shape.Take(end).Skip(start).Select(length => (long)length)];

        int Clamp(int axis) => Math.Clamp(axis < 0 ? axis + shape.Rank : axis, 0, shape.Rank);
    }
}
