namespace IlgpuCam.Localize;

/// <summary>Neighbouring pixels of one row of the mask. The first run of a component stands for it and carries its totals.</summary>
internal struct PixelRun
{
    /// <summary>The row.</summary>
    public int Row;

    /// <summary>The first column.</summary>
    public int Start;

    /// <summary>The column behind the last.</summary>
    public int End;

    /// <summary>An earlier run of the same component, or the run itself.</summary>
    public int Parent;

    /// <summary>The component's pixels.</summary>
    public int Area;

    /// <summary>The component's first column.</summary>
    public int Left;

    /// <summary>The column behind the component's last.</summary>
    public int Right;

    /// <summary>The row behind the component's last.</summary>
    public int Bottom;
}
