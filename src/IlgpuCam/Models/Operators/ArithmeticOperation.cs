namespace IlgpuCam.Models.Operators;

/// <summary>What <see cref="Arithmetic"/> does with two numbers.</summary>
public enum ArithmeticOperation
{
    /// <summary>a - b.</summary>
    Subtract,

    /// <summary>a / b; of integers the quotient rounded towards zero.</summary>
    Divide,
}
