using System.Collections.Immutable;
using System.Runtime.InteropServices;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>Many numbers to one, along some axes (ONNX ReduceMean, ReduceMax, ReduceMin, ReduceSum, ReduceProd, ReduceL1, ReduceL2, ReduceSumSquare, ReduceLogSum and ReduceLogSumExp 1 to 20).</summary>
/// <param name="Reduction">What is made of them.</param>
/// <param name="Axes">The axes; a negative one counts from the end; empty stands for all.</param>
/// <param name="KeepDimensions">Whether these axes stay with length 1.</param>
public sealed record Reduce(ReductionKind Reduction, ImmutableArray<int> Axes, bool KeepDimensions = true) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "reduce";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(1, 1);
        var info = context.Info(0);
        var reduced = Reduced(context);
        if (info.Type == ElementType.Bool)
        {
            throw context.Error("numbers were expected, found Bool");
        }

        if (Reduction is ReductionKind.Max or ReductionKind.Min or ReductionKind.Mean && info.Shape.Where((length, axis) => reduced[axis] && length == 0).Any())
        {
            throw context.Error($"there is no {Reduction} of nothing: {info.Shape}");
        }

        return info with
        {
            Shape = KeepDimensions ? [.. info.Shape.Select((length, axis) => reduced[axis] ? 1 : length)] : [.. info.Shape.Where((_, axis) => !reduced[axis])],
        };
    }

    /// <inheritdoc/>
    public override ConstantTensor? Fold(InferenceContext context)
    {
        if (context.Constant(0) is not { } x)
        {
            return null;
        }

        var info = Infer(context);
        var values = MemoryMarshal.Cast<byte, double>(ElementConversion.Convert(context, x, ElementType.Float64).Bytes.Span);
        var result = Folding.Allocate(context, new(ElementType.Float64, info.Shape));
        var sums = MemoryMarshal.Cast<byte, double>(result.AsSpan());
        var (kept, over) = Walks(context);
        for (var i = 0; i < sums.Length; i++)
        {
            var start = kept.Offset(i);
            var numbers = new Accumulator(Reduction);
            for (var j = 0L; j < over.Count; j++)
            {
                numbers.Add(values[(int)(start + over.Offset(j))]);
            }

            sums[i] = numbers.Result(over.Count);
        }

        return ElementConversion.Convert(context, new(ElementType.Float64, info.Shape, result), x.Type);
    }

    /// <summary>For each axis of the input whether it goes.</summary>
    internal bool[] Reduced(InferenceContext context)
    {
        var rank = context.Shape(0).Rank;
        var reduced = new bool[rank];
        foreach (var axis in Axes.IsDefaultOrEmpty ? [.. Enumerable.Range(0, rank)] : Axes)
        {
            reduced[context.NormaliseAxis(axis, rank)] = true;
        }

        return reduced;
    }

    /// <summary>Where the numbers of each result start, and where they go on from there.</summary>
    internal (StridedWalk Kept, StridedWalk Over) Walks(InferenceContext context)
    {
        var shape = context.Shape(0);
        var reduced = Reduced(context);
        var strides = Folding.Strides(shape);
        return (Walk(false), Walk(true));

        StridedWalk Walk(bool over) => new([.. Enumerable.Range(0, shape.Rank).Where(axis => reduced[axis] == over).Select(axis => (shape[axis], strides[axis]))]);
    }
}
