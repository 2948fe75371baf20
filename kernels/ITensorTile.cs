namespace IlgpuCam.Kernels;

/// <summary>The shape of a matrix product's tile on tensor cores: a group computes Rows x Columns results, each of its warps WarpRows x WarpColumns of them.</summary>
/// <remarks>WarpRows and WarpColumns are multiples of 16. With W = 32 Rows Columns / (WarpRows WarpColumns) work-items, W is a multiple of Columns and divides 4 Rows and 4 Columns or is their multiple.</remarks>
public interface ITensorTile
{
    /// <summary>Results of a group along the output channels.</summary>
    static abstract int Rows { get; }

    /// <summary>Results of a group along the pixels.</summary>
    static abstract int Columns { get; }

    /// <summary>Results of a warp along the output channels.</summary>
    static abstract int WarpRows { get; }

    /// <summary>Results of a warp along the pixels.</summary>
    static abstract int WarpColumns { get; }

    /// <summary>Tiles of both sides that are in shared memory at once, in tf32: one is multiplied while the others come.</summary>
    static abstract int Stages { get; }
}
