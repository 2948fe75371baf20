namespace IlgpuCam.Kernels;

/// <summary>All numbers of a pooling window, as a kernel's argument.</summary>
public struct PoolShape
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

    /// <summary>Rows above the input.</summary>
    public int PadTop;

    /// <summary>Columns before the input.</summary>
    public int PadLeft;

    /// <summary>Rows of the window.</summary>
    public int KernelHeight;

    /// <summary>Columns of the window.</summary>
    public int KernelWidth;

    /// <summary>Rows between the elements of a window.</summary>
    public int DilationY;

    /// <summary>Columns between the elements of a window.</summary>
    public int DilationX;

    /// <summary>For means that count padding the rows that count: those of the padded input; else <see cref="Height"/>.</summary>
    public int CountedBottom;

    /// <summary>For means that count padding the columns that count.</summary>
    public int CountedRight;

    /// <summary>1 where means count the padding before the input.</summary>
    public int CountsPadding;

    /// <summary>Elements from one input image to the next.</summary>
    public int InputImage;

    /// <summary>Elements from one image of the result to the next.</summary>
    public int OutputImage;
}
