using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>The elements of one tensor where a condition holds and of another elsewhere, with broadcasting (ONNX Where 9 to 16). Inputs: condition, x, y.</summary>
public sealed record Where : Operator
{
    /// <inheritdoc/>
    public override string Kind => "where";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(3, 3);
        var (condition, x, y) = (context.Info(0), context.Info(1), context.Info(2));
        return condition.Type == ElementType.Bool && x.Type == y.Type
            ? x with { Shape = context.Broadcast(condition.Shape, context.Broadcast(x.Shape, y.Shape)) }
            : throw context.Error($"a condition and two inputs of one type were expected, found {condition}, {x} and {y}");
    }

    /// <inheritdoc/>
    public override ConstantTensor? Fold(InferenceContext context)
    {
        if (context.Constant(0) is not { } condition || context.Constant(1) is not { } x || context.Constant(2) is not { } y)
        {
            return null;
        }

        var info = Infer(context);
        var result = Folding.Allocate(context, info);
        var size = info.Type.Size();
        var choice = Folding.Broadcast(context, condition, info.Shape).Bytes.Span;
        var whenTrue = Folding.Broadcast(context, x, info.Shape).Bytes.Span;
        var whenFalse = Folding.Broadcast(context, y, info.Shape).Bytes.Span;
        for (var i = 0; i < choice.Length; i++)
        {
            var chosen = choice[i] != 0 ? whenTrue : whenFalse;
            chosen.Slice(i * size, size).CopyTo(result.AsSpan(i * size));
        }

        return new(info.Type, info.Shape, result);
    }
}
