namespace IlgpuCam.Cpu.Kernels;

/// <summary>What a convolution's tiles have in common.</summary>
internal unsafe struct TileArguments
{
    /// <summary>The packed weights of the tile's output channels: a vector or two for each float of each segment.</summary>
    internal float* Weights;

    /// <summary>The bias of the tile's output channels.</summary>
    internal float* Bias;

    /// <summary>What the reduction reads.</summary>
    internal Segment* Segments;

    internal int SegmentCount;

    /// <summary>Floats from one output pixel's window to the next one's.</summary>
    internal int Step;

    /// <summary>Floats from one block of output channels to the next.</summary>
    internal nint OutputPlane;

    /// <summary>The same in the residual.</summary>
    internal nint ResidualPlane;

    /// <summary>The bounds of the activation.</summary>
    internal float Low;

    internal float High;
}
