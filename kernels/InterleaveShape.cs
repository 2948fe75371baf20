namespace IlgpuCam.Kernels;

/// <summary>Maps and their phases, as a kernel's argument.</summary>
public struct InterleaveShape
{
    /// <summary>Rows of a map.</summary>
    public int Height;

    /// <summary>Columns of a map.</summary>
    public int Width;

    /// <summary>Rows of phases.</summary>
    public int StrideY;

    /// <summary>Columns of phases.</summary>
    public int StrideX;

    /// <summary>Rows of a phase.</summary>
    public int PhaseHeight;

    /// <summary>Columns of a phase.</summary>
    public int PhaseWidth;

    /// <summary>The phase that the first of the views has; the others have those behind it.</summary>
    public int First;

    /// <summary>A bit for each of the views that has its phase; the elements of the others' are 0.</summary>
    public int Present;
}
