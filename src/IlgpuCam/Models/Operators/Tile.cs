using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>The input side by side with itself (ONNX Tile 6 to 13). Inputs: x, and for each axis how often, a vector of integers.</summary>
public sealed record Tile : MovingOperator
{
    /// <inheritdoc/>
    public override string Kind => "tile";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        var (x, repeats) = (context.Shape(0), Repeats(context));
        return context.Info(0) with { Shape = Shape.FromInt64([.. x.Select((length, i) => length * (long)repeats[i])]) };
    }

    internal override StridedView View(InferenceContext context)
    {
        var (x, repeats) = (context.Shape(0), Repeats(context));
        var strides = Folding.Strides(x);
        return new(Shape.Create([.. repeats.SelectMany((count, i) => new[] { count, x[i] })]), [.. strides.SelectMany(stride => new[] { 0, stride })]);
    }

    private static int[] Repeats(InferenceContext context)
    {
        context.RequireInputs(2, 2);
        var (rank, repeats) = (context.Shape(0).Rank, context.RequireIntegers(1));
        return repeats.Length == rank && Array.TrueForAll(repeats, r => r is >= 0 and <= int.MaxValue)
            ? Array.ConvertAll(repeats, r => (int)r)
            : throw context.Error($"{rank} numbers of repetitions were expected, found {string.Join(", ", repeats)}");
    }
}
