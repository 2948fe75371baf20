namespace IlgpuCam.Cpu.Kernels;

/// <summary>What a convolution's tiles have in common.</summary>
internal unsafe struct TileArguments
{
    /// <summary>The packed weights of the tile's output channels: a vector or two for each float of each segment.</summary>
    internal float* Weights;

    /// <summary>The bias of the tile's output channels.</summary>
    internal float* Bias;

    /// <summary>What the reduction reads.</summary>
    internal Segment* Segments;

    internal int SegmentCount;

    /// <summary>Floats from one output pixel's window to the next one's.</summary>
    internal int Step;

    /// <summary>Floats from one block of output channels to the next.</summary>
    internal nint OutputPlane;

    /// <summary>The same in the residual.</summary>
    internal nint ResidualPlane;

    /// <summary>The bounds of the activation.</summary>
    internal float Low;

    internal float High;

    private nint _share;
    private int _shares;

    /// <summary>Floats from the weights to those that are fetched into the cache while the tile is computed: a share of what comes after them.</summary>
    internal nint Ahead { get; private set; }

    /// <summary>Floats by which that moves on with each step of the reduction.</summary>
    internal nint AheadStep { get; private set; }

    /// <summary>Shares out the weights that come after these among the tiles that use these: they come from memory or the last cache level once and in order, and take long.</summary>
    /// <param name="length">Floats of these weights.</param>
    /// <param name="next">Floats from these weights to those that come after them.</param>
    /// <param name="width">Floats of a step of the reduction.</param>
    /// <param name="tiles">Tiles that will use them.</param>
    internal void StartWeights(nint length, nint next, int width, int tiles)
    {
        _shares = Math.Clamp(tiles, 1, width);
        _share = length / _shares;
        Ahead = next - _share;
        AheadStep = (width + _shares - 1) / _shares;
    }

    /// <summary>Has to be called before each tile.</summary>
    internal void NextTile()
    {
        if (--_shares >= 0)
        {
            Ahead += _share;
        }
        else
        {
            (Ahead, AheadStep) = (0, 0);
        }
    }
}
