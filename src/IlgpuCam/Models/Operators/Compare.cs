using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>A question about two tensors of one type, element by element, with broadcasting (ONNX Less, LessOrEqual, And, Or and Xor 7 to 16).</summary>
/// <param name="Comparison">The question.</param>
public sealed record Compare(Comparison Comparison) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "compare";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        var info = BinaryFolding.Infer(context);
        return (info.Type == ElementType.Bool) == (Comparison is Comparison.And or Comparison.Or or Comparison.Xor)
            ? info with { Type = ElementType.Bool }
            : throw context.Error($"inputs for {Comparison} were expected, found {info.Type}");
    }

    /// <inheritdoc/>
    public override ConstantTensor? Fold(InferenceContext context)
    {
        var answer = Comparison switch
        {
            Comparison.Less => BinaryFolding.Fold<IsLess>(context),
            Comparison.LessOrEqual => BinaryFolding.Fold<IsAtMost>(context),
            Comparison.And => BinaryFolding.Fold<Both>(context),
            Comparison.Or => BinaryFolding.Fold<Either>(context),
            Comparison.Xor => BinaryFolding.Fold<JustOne>(context),
            _ => throw context.Error($"unknown comparison {Comparison}"),
        };
        return answer is null ? null : ElementConversion.Convert(context, answer, ElementType.Bool);
    }

    private readonly struct IsLess : IBinaryFunction
    {
        static T IBinaryFunction.Apply<T>(T a, T b) => a < b ? T.One : T.Zero;
    }

    private readonly struct IsAtMost : IBinaryFunction
    {
        static T IBinaryFunction.Apply<T>(T a, T b) => a <= b ? T.One : T.Zero;
    }

    private readonly struct Both : IBinaryFunction
    {
        static T IBinaryFunction.Apply<T>(T a, T b) => T.IsZero(a) || T.IsZero(b) ? T.Zero : T.One;
    }

    private readonly struct Either : IBinaryFunction
    {
        static T IBinaryFunction.Apply<T>(T a, T b) => T.IsZero(a) && T.IsZero(b) ? T.Zero : T.One;
    }

    private readonly struct JustOne : IBinaryFunction
    {
        static T IBinaryFunction.Apply<T>(T a, T b) => T.IsZero(a) == T.IsZero(b) ? T.Zero : T.One;
    }
}
