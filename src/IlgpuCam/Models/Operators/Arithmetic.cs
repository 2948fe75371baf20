using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>Two tensors of one type, element by element, with broadcasting, for constants and shapes (ONNX Sub and Div 7 to 14).</summary>
/// <param name="Operation">What is computed.</param>
public sealed record Arithmetic(ArithmeticOperation Operation) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "arithmetic";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        var info = BinaryFolding.Infer(context);
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
}
