namespace IlgpuCam.Imaging.Jpeg;

/// <summary>
/// The samples of one component for the row of MCUs in work and the last rows of the one before: what upsampling of a row can look at. So a
/// picture is decoded without ever holding a whole plane.
/// </summary>
internal sealed class ComponentStrip
{
    private readonly byte[] _samples;
    private readonly int _kept;
    private readonly int _side;
    private int _top;

    /// <summary>Creates an empty strip.</summary>
    /// <param name="component">The component.</param>
    /// <param name="frame">The frame with the size that is decoded.</param>
    internal ComponentStrip(FrameComponent component, Frame frame)
    {
        Component = component;
        _side = frame.BlockSideOf(component);
        Horizontal = component.Horizontal * _side / frame.BlockSide;
        Vertical = component.Vertical * _side / frame.BlockSide;
        Width = Frame.DivideUp(frame.Width * component.Horizontal * _side, 8 * frame.MaxHorizontal);
        Height = Frame.DivideUp(frame.Height * component.Vertical * _side, 8 * frame.MaxVertical);
        Stride = component.PaddedBlocksPerRow * _side;

        // One output row group waits for the strip below it, and needs the row above it.
        _kept = Vertical + 1;
        _top = -_kept - (_side * component.Vertical);
        _samples = new byte[(_kept + (_side * component.Vertical)) * Stride];
    }

    /// <summary>The component.</summary>
    internal FrameComponent Component { get; }

    /// <summary>Horizontal sampling factor of the samples here, relative to the frame's largest.</summary>
    internal int Horizontal { get; }

    /// <summary>Vertical sampling factor of the samples here.</summary>
    internal int Vertical { get; }

    /// <summary>Samples a row, without padding.</summary>
    internal int Width { get; }

    private int Height { get; }

    private int Stride { get; }

    /// <summary>Moves on by one row of MCUs; the last rows stay at hand.</summary>
    internal void Advance()
    {
        var step = _side * Component.Vertical;
        _samples.AsSpan(step * Stride).CopyTo(_samples);
        _top += step;
    }

    /// <summary>Takes a block's coefficients.</summary>
    /// <param name="row">Row of blocks, counted from the top of the row of MCUs.</param>
    /// <param name="column">Column of blocks.</param>
    /// <param name="coefficients">64 quantised coefficients in row-major order.</param>
    /// <param name="hasDetail">Whether any AC coefficient may differ from 0.</param>
    internal void Transform(int row, int column, ReadOnlySpan<short> coefficients, bool hasDetail)
    {
        var quantization = Component.Quantization!;
        if (!hasDetail)
        {
            Fill(InverseDct.Flat(coefficients[0], quantization[0]), Block(row, column));
        }
        else if (_side == 8)
        {
            InverseDct.Transform(coefficients, quantization, Block(row, column), Stride);
        }
        else
        {
            ReducedInverseDct.Transform(coefficients, quantization, _side, Block(row, column), Stride);
        }
    }

    /// <summary>Makes a block grey, whose data are missing.</summary>
    /// <param name="row">Row of blocks, counted from the top of the row of MCUs.</param>
    /// <param name="column">Column of blocks.</param>
    internal void FillGrey(int row, int column) => Fill(128, Block(row, column));

    /// <summary>One row of samples; above the first and below the last row these are repeated.</summary>
    /// <param name="y">The row, counted from the top of the picture.</param>
    internal ReadOnlySpan<byte> Row(int y) => _samples.AsSpan((Math.Clamp(y, 0, Height - 1) - _top) * Stride, Width);

    private Span<byte> Block(int row, int column) => _samples.AsSpan(((_kept + (_side * row)) * Stride) + (_side * column));

    private void Fill(byte sample, Span<byte> samples)
    {
        if (_side == 8)
        {
            InverseDct.Fill(sample, samples, Stride);
            return;
        }

        for (var i = 0; i < _side; i++)
        {
            samples.Slice(i * Stride, _side).Fill(sample);
        }
    }
}
