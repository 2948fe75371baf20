namespace IlgpuCam.Cpu.Kernels;

/// <summary>What the tiles of one block of channels of a depthwise convolution have in common.</summary>
internal unsafe struct DepthwiseArguments
{
    /// <summary>A vector for each element of the window.</summary>
    internal float* Weights;

    internal float* Bias;

    internal int KernelHeight;

    internal int KernelWidth;

    /// <summary>Where each row of the window is, in floats behind the input.</summary>
    internal nint* Rows;

    /// <summary>Floats from one element of the window to the next.</summary>
    internal nint TapStep;

    /// <summary>Floats from one output pixel's window to the next one's.</summary>
    internal nint Step;

    /// <summary>The bounds of the activation.</summary>
    internal float Low;

    internal float High;
}
