namespace IlgpuCam.Models.Operators;

/// <summary>What padding consists of.</summary>
public enum PadMode
{
    /// <summary>One value.</summary>
    Constant,

    /// <summary>The input mirrored at its first and last element, which are not repeated.</summary>
    Reflect,

    /// <summary>The first and the last element.</summary>
    Edge,

    /// <summary>The input from its other end on.</summary>
    Wrap,
}
