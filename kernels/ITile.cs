namespace IlgpuCam.Kernels;

/// <summary>The shape of a matrix product's tile: a group of work-items computes Rows x Columns results, each work-item RowsPerItem x ColumnsPerItem of them, Depth steps of the sum at a time.</summary>
/// <remarks>The number of work-items, Rows Columns / (RowsPerItem ColumnsPerItem), is a multiple of Columns, and divides Rows Depth and Columns Depth.</remarks>
public interface ITile
{
    /// <summary>Results of a group along the output channels.</summary>
    static abstract int Rows { get; }

    /// <summary>Results of a group along the pixels.</summary>
    static abstract int Columns { get; }

    /// <summary>Steps of the sum that are in shared memory at once.</summary>
    static abstract int Depth { get; }

    /// <summary>Results of a work-item along the output channels.</summary>
    static abstract int RowsPerItem { get; }

    /// <summary>Results of a work-item along the pixels.</summary>
    static abstract int ColumnsPerItem { get; }
}
