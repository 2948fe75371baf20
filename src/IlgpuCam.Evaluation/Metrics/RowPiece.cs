namespace IlgpuCam.Evaluation.Metrics;

/// <summary>Neighbouring pixels of a row whose values rise and then fall, so that those above any value are neighbours, too. One of the pieces of a component stands for it and has its bounds.</summary>
internal struct RowPiece
{
    /// <summary>The first column.</summary>
    public int Start;

    /// <summary>The column behind the last.</summary>
    public int End;

    /// <summary>The column of its largest pixel.</summary>
    public int Peak;

    /// <summary>The row.</summary>
    public int Row;

    /// <summary>Another piece of the same component, or the piece itself.</summary>
    public int Parent;

    /// <summary>Whether it belongs to its neighbour's component from its peak on.</summary>
    public bool IsAttached;

    /// <summary>Whether a pixel of its component has been reached, where it stands for one.</summary>
    public bool IsActive;

    /// <summary>The component's first column, as far as it is known.</summary>
    public int Left;

    /// <summary>Its first row.</summary>
    public int Top;

    /// <summary>Its last column.</summary>
    public int Right;

    /// <summary>Its last row.</summary>
    public int Bottom;
}
