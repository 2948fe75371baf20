namespace IlgpuCam.Kernels;

/// <summary>Where a resized photo lies in a network's input, and how its values are scaled.</summary>
public struct InputPlacement
{
    /// <summary>Rows of the input.</summary>
    public int Height;

    /// <summary>Columns of the input.</summary>
    public int Width;

    /// <summary>First row of the photo.</summary>
    public int Top;

    /// <summary>First column of the photo.</summary>
    public int Left;

    /// <summary>0 for channels in the order red, green, blue; 2 for blue, green, red.</summary>
    public int RedChannel;

    /// <summary>Subtracted from red, 0 to 255.</summary>
    public float RedMean;

    /// <summary>Subtracted from green.</summary>
    public float GreenMean;

    /// <summary>Subtracted from blue.</summary>
    public float BlueMean;

    /// <summary>What red is divided by.</summary>
    public float RedDeviation;

    /// <summary>What green is divided by.</summary>
    public float GreenDeviation;

    /// <summary>What blue is divided by.</summary>
    public float BlueDeviation;
}
