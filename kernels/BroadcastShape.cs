namespace IlgpuCam.Kernels;

/// <summary>A result of up to four axes, and how far apart an operand's elements are along each; 0 where it is repeated.</summary>
public struct BroadcastShape
{
    /// <summary>Length of the second axis; the first needs none.</summary>
    public int Length1;

    /// <summary>Length of the third axis.</summary>
    public int Length2;

    /// <summary>Length of the last axis.</summary>
    public int Length3;

    /// <summary>Stride of the first operand along the first axis.</summary>
    public int Left0;

    /// <summary>Stride of the first operand along the second axis.</summary>
    public int Left1;

    /// <summary>Stride of the first operand along the third axis.</summary>
    public int Left2;

    /// <summary>Stride of the first operand along the last axis.</summary>
    public int Left3;

    /// <summary>Stride of the second operand along the first axis.</summary>
    public int Right0;

    /// <summary>Stride of the second operand along the second axis.</summary>
    public int Right1;

    /// <summary>Stride of the second operand along the third axis.</summary>
    public int Right2;

    /// <summary>Stride of the second operand along the last axis.</summary>
    public int Right3;
}
