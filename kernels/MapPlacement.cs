namespace IlgpuCam.Kernels;

/// <summary>Where one activation map lies on its photo: a map's coordinate, 0 at the centre of its first element, is scale (pixel + 1/2) + shift.</summary>
public struct MapPlacement
{
    /// <summary>First covered column of the photo.</summary>
    public int X0;

    /// <summary>First covered row of the photo.</summary>
    public int Y0;

    /// <summary>Covered columns.</summary>
    public int Width;

    /// <summary>Covered rows.</summary>
    public int Height;

    /// <summary>Where the map's covered pixels begin in the buffers that hold those of all maps.</summary>
    public int Offset;

    /// <summary>Scale of the columns.</summary>
    public float ScaleX;

    /// <summary>Shift of the columns.</summary>
    public float ShiftX;

    /// <summary>Scale of the rows.</summary>
    public float ScaleY;

    /// <summary>Shift of the rows.</summary>
    public float ShiftY;
}
