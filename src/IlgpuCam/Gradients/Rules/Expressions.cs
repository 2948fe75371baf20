using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Arithmetic as nodes: each adds one to the tape, with broadcasting, and gives its result.</summary>
internal static class Expressions
{
    internal static string Plus(this GradientTape tape, string a, string b) => tape.Add(new Add(), a, b);

    internal static string Plus(this GradientTape tape, string a, float b) => tape.Plus(a, tape.Constant(b));

    internal static string Minus(this GradientTape tape, string a, string b) => tape.Add(new Arithmetic(ArithmeticOperation.Subtract), a, b);

    internal static string Times(this GradientTape tape, string a, string b) => tape.Add(new Multiply(), a, b);

    internal static string Times(this GradientTape tape, string a, float b) => tape.Times(a, tape.Constant(b));

    internal static string Over(this GradientTape tape, string a, string b) => tape.Add(new Arithmetic(ArithmeticOperation.Divide), a, b);

    internal static string Of(this GradientTape tape, ActivationKind kind, string x) => tape.Add(new Activate(new(kind)), x);

    /// <summary>1 where two values are equal, else 0.</summary>
    internal static string AreEqual(this GradientTape tape, string a, string b) => tape.Add(new Cast(Tensors.ElementType.Float32), tape.Add(new Equal(), a, b));

    /// <summary>A reduction along axes, which stay with length 1.</summary>
    internal static string Reduced(this GradientTape tape, ReductionKind reduction, string x, params ReadOnlySpan<int> axes) => tape.Add(new Reduce(reduction, [.. axes]), x);
}
