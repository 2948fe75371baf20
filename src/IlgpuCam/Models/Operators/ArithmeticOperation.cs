namespace IlgpuCam.Models.Operators;

/// <summary>What <see cref="Arithmetic"/> does with two numbers.</summary>
public enum ArithmeticOperation
{
    /// <summary>a - b.</summary>
    Subtract,

    /// <summary>a / b; of integers the quotient rounded towards zero.</summary>
    Divide,

    /// <summary>a to the power of b.</summary>
    Power,

    /// <summary>The smaller one.</summary>
    Minimum,

    /// <summary>The larger one.</summary>
    Maximum,

    /// <summary>a, or a b where a is negative (ONNX PRelu); b has to be one that is broadcast to a's shape.</summary>
    Slope,
}
