namespace IlgpuCam.Models.Operators;

/// <summary>What <see cref="Compare"/> asks of two elements.</summary>
public enum Comparison
{
    /// <summary>Whether the first is smaller.</summary>
    Less,

    /// <summary>Whether the first is not larger.</summary>
    LessOrEqual,

    /// <summary>Whether both are true.</summary>
    And,

    /// <summary>Whether one is true.</summary>
    Or,

    /// <summary>Whether just one is true.</summary>
    Xor,
}
