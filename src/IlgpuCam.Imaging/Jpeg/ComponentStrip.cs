namespace IlgpuCam.Imaging.Jpeg;

/// <summary>
/// The samples of one component for the row of MCUs in work and the last rows of the one before: what upsampling of a row can look at. So a
/// picture is decoded without ever holding a whole plane.
/// </summary>
internal sealed class ComponentStrip
{
    private readonly byte[] _samples;
    private readonly int _kept;
    private int _top;

    /// <summary>Creates an empty strip.</summary>
    /// <param name="component">The component.</param>
    internal ComponentStrip(FrameComponent component)
    {
        Component = component;
        Stride = component.PaddedBlocksPerRow * 8;

        // One output row group waits for the strip below it, and needs the row above it.
        _kept = component.Vertical + 1;
        _top = -_kept - (8 * component.Vertical);
        _samples = new byte[(_kept + (8 * component.Vertical)) * Stride];
    }

    /// <summary>The component.</summary>
    internal FrameComponent Component { get; }

    /// <summary>Bytes from one row to the next.</summary>
    internal int Stride { get; }

    /// <summary>Moves on by one row of MCUs; the last rows stay at hand.</summary>
    internal void Advance()
    {
        var step = 8 * Component.Vertical;
        _samples.AsSpan(step * Stride).CopyTo(_samples);
        _top += step;
    }

    /// <summary>The place of a block in the row of MCUs in work.</summary>
    /// <param name="row">Row of blocks, counted from the top of the row of MCUs.</param>
    /// <param name="column">Column of blocks.</param>
    internal Span<byte> Block(int row, int column) => _samples.AsSpan(((_kept + (8 * row)) * Stride) + (8 * column));

    /// <summary>One row of samples; above the first and below the last row these are repeated.</summary>
    /// <param name="y">The row, counted from the top of the picture.</param>
    internal ReadOnlySpan<byte> Row(int y) => _samples.AsSpan((Math.Clamp(y, 0, Component.Height - 1) - _top) * Stride, Component.Width);
}
