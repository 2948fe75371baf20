namespace IlgpuCam.Kernels;

/// <summary>All numbers of a convolution, in elements, as a kernel's argument. Maps lie channel by channel, images one after the other.</summary>
public struct ConvolutionShape
{
    /// <summary>Rows of an input map.</summary>
    public int Height;

    /// <summary>Columns of an input map.</summary>
    public int Width;

    /// <summary>Rows of a result.</summary>
    public int OutputHeight;

    /// <summary>Columns of a result.</summary>
    public int OutputWidth;

    /// <summary>Rows between windows.</summary>
    public int StrideY;

    /// <summary>Columns between windows.</summary>
    public int StrideX;

    /// <summary>Rows of zeros above the input.</summary>
    public int PadTop;

    /// <summary>Columns of zeros before the input.</summary>
    public int PadLeft;

    /// <summary>Rows of the window.</summary>
    public int KernelHeight;

    /// <summary>Columns of the window.</summary>
    public int KernelWidth;

    /// <summary>Rows between the elements of a window.</summary>
    public int DilationY;

    /// <summary>Columns between the elements of a window.</summary>
    public int DilationX;

    /// <summary>Input channels of a group.</summary>
    public int GroupChannels;

    /// <summary>Output channels of a group.</summary>
    public int GroupOutputs;

    /// <summary>Elements from one input image to the next.</summary>
    public int InputImage;

    /// <summary>Elements from one image of the result to the next; more than its maps where it is a part of a concatenation.</summary>
    public int OutputImage;

    /// <summary>Elements from one image of the summand to the next.</summary>
    public int ResidualImage;

    /// <summary>Images times the pixels of a result: the columns of the matrix product that the convolution is.</summary>
    public int Columns;

    /// <summary>Multiply-adds of one result: the rows of the matrix of windows, rounded up to the tile's depth.</summary>
    public int Depth;

    /// <summary>Output channels of a group in the packed weights, rounded up to the tile's rows.</summary>
    public int PackedOutputs;

    /// <summary>1 where a summand is added before the activation.</summary>
    public int HasResidual;

    /// <summary>Parts that the sum is split into, each computed by a group of its own, where the results alone are too few groups for the device; 0 and 1 mean none.</summary>
    public int Parts;

    /// <summary>Elements from one part to the next.</summary>
    public int PartLength;
}
