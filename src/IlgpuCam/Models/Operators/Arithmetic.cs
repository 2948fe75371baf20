using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>Two tensors of one type, element by element, with broadcasting (ONNX Sub, Div, Pow, Min, Max and PRelu 7 to 16).</summary>
/// <param name="Operation">What is computed.</param>
public sealed record Arithmetic(ArithmeticOperation Operation) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "arithmetic";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        var info = BinaryFolding.Infer(context);
        if (Operation == ArithmeticOperation.Slope && !info.Shape.Equals(context.Shape(0)))
        {
            throw context.Error($"slopes that fit {context.Shape(0)} were expected, found {context.Shape(1)}");
        }

        return info.Type != ElementType.Bool ? info : throw context.Error("numbers were expected, found Bool");
    }

    /// <inheritdoc/>
    public override ConstantTensor? Fold(InferenceContext context)
    {
        try
        {
            return Operation switch
            {
                ArithmeticOperation.Subtract => BinaryFolding.Fold<Difference>(context),
                ArithmeticOperation.Divide => BinaryFolding.Fold<Quotient>(context),
                ArithmeticOperation.Power => BinaryFolding.Fold<Power>(context),
                ArithmeticOperation.Minimum => BinaryFolding.Fold<Minimum>(context),
                ArithmeticOperation.Maximum => BinaryFolding.Fold<Maximum>(context),
                ArithmeticOperation.Slope => BinaryFolding.Fold<Slope>(context),
                _ => throw context.Error($"unknown operation {Operation}"),
            };
        }
        catch (DivideByZeroException)
        {
            throw context.Error("an integer cannot be divided by zero");
        }
    }

    private readonly struct Difference : IBinaryFunction
    {
        static T IBinaryFunction.Apply<T>(T a, T b) => a - b;
    }

    private readonly struct Quotient : IBinaryFunction
    {
        // The least integer has no counterpart: its division by -1 is an exception in .NET, and wraps around as a negation.
        static T IBinaryFunction.Apply<T>(T a, T b) => T.IsNegative(b) && b == -T.One ? -a : a / b;
    }

    private readonly struct Power : IBinaryFunction
    {
        static T IBinaryFunction.Apply<T>(T a, T b) => T.CreateTruncating(Math.Pow(double.CreateTruncating(a), double.CreateTruncating(b)));
    }

    private readonly struct Minimum : IBinaryFunction
    {
        static T IBinaryFunction.Apply<T>(T a, T b) => T.Min(a, b);
    }

    private readonly struct Maximum : IBinaryFunction
    {
        static T IBinaryFunction.Apply<T>(T a, T b) => T.Max(a, b);
    }

    private readonly struct Slope : IBinaryFunction
    {
        static T IBinaryFunction.Apply<T>(T a, T b) => T.IsNegative(a) ? a * b : a;
    }
}
