namespace IlgpuCam.Imaging.Jpeg;

/// <summary>
/// Hands out a component's samples at the picture's resolution, row by row. Which filter a ratio gets is libjpeg-turbo's choice: triangles
/// where a side is doubled, plain repetition for other ratios and for rows too narrow to have neighbours.
/// </summary>
internal sealed class ComponentUpsampler
{
    private const int NarrowestFancyRow = 3;

    private readonly ComponentStrip _strip;
    private readonly Frame _frame;
    private readonly bool _doublesWidth;
    private readonly bool _doublesHeight;
    private readonly bool _isFullWidth;
    private readonly byte[] _output;
    private readonly byte[] _padded;
    private readonly ushort[] _sums;

    /// <summary>Chooses the filter.</summary>
    /// <param name="strip">The component's samples.</param>
    /// <param name="frame">The frame.</param>
    internal ComponentUpsampler(ComponentStrip strip, Frame frame)
    {
        _strip = strip;
        _frame = frame;

        // A block of a single sample has too little in it for a filter.
        var isFancy = frame.BlockSide > 1;
        _isFullWidth = strip.Horizontal == frame.MaxHorizontal;
        _doublesWidth = isFancy && strip.Horizontal * 2 == frame.MaxHorizontal && strip.Width >= NarrowestFancyRow;
        _doublesHeight = isFancy && strip.Vertical * 2 == frame.MaxVertical && (_isFullWidth || _doublesWidth);

        // A doubled width with a height that is neither kept nor doubled is repeated both ways.
        _doublesWidth &= _doublesHeight || strip.Vertical == frame.MaxVertical;
        _output = _isFullWidth && !_doublesHeight ? [] : new byte[Math.Max(frame.PictureWidth, 2 * (strip.Width + Upsampling.Slack))];
        _padded = _doublesWidth && !_doublesHeight ? new byte[strip.Width + Upsampling.Slack] : [];
        _sums = _doublesWidth && _doublesHeight ? new ushort[strip.Width + Upsampling.Slack] : [];
    }

    /// <summary>A row at the picture's resolution, valid until the next call.</summary>
    /// <param name="y">The row of the picture.</param>
    internal ReadOnlySpan<byte> Row(int y)
    {
        var near = _strip.Row(y * _strip.Vertical / _frame.MaxVertical);
        if (_doublesHeight)
        {
            var isAbove = (y & 1) == 0;
            var far = _strip.Row((y >> 1) + (isAbove ? -1 : 1));
            if (_doublesWidth)
            {
                Upsampling.Both(near, far, _sums, _output);
            }
            else
            {
                Upsampling.Vertical(near, far, isAbove ? 1 : 2, _output);
            }
        }
        else if (_doublesWidth)
        {
            Upsampling.Horizontal(near, _padded, _output);
        }
        else if (_isFullWidth)
        {
            return near;
        }
        else
        {
            Upsampling.Repeat(near, _strip.Horizontal, _frame.MaxHorizontal, _output.AsSpan(0, _frame.PictureWidth));
        }

        return _output.AsSpan(0, _frame.PictureWidth);
    }
}
