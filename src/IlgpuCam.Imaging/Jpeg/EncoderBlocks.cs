using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Jpeg;

/// <summary>
/// Turns a picture into quantised blocks, one row of MCUs after the other. Edges are filled up as libjpeg does, so that they cost few bits.
/// </summary>
internal sealed class EncoderBlocks
{
    private readonly RgbImage _image;
    private readonly int _factor;
    private readonly byte[][] _steps;
    private readonly byte[][] _planes;
    private readonly byte[] _chroma;
    private readonly int _stride;

    /// <summary>Prepares for a picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="subsampling">How many chroma samples are kept.</param>
    /// <param name="steps">Quantisation steps of luminance and of chrominance, in row-major order.</param>
    internal EncoderBlocks(RgbImage image, JpegSubsampling subsampling, byte[][] steps)
    {
        _image = image;
        _steps = steps;
        _factor = subsampling == JpegSubsampling.Half ? 2 : 1;
        var side = 8 * _factor;
        McusPerRow = (image.Width + side - 1) / side;
        McuRows = (image.Height + side - 1) / side;
        _stride = McusPerRow * side;
        _planes = [new byte[_stride * side], new byte[_stride * side], new byte[_stride * side]];
        _chroma = new byte[_stride / _factor * 8];
    }

    /// <summary>MCUs a row.</summary>
    internal int McusPerRow { get; }

    /// <summary>Rows of MCUs.</summary>
    internal int McuRows { get; }

    /// <summary>Blocks of luminance in an MCU; two of chrominance follow.</summary>
    internal int LuminanceBlocks => _factor * _factor;

    /// <summary>Computes a row of MCUs.</summary>
    /// <param name="row">0 at the top.</param>
    /// <param name="blocks">Receives <c>McusPerRow * (LuminanceBlocks + 2)</c> blocks of 64 coefficients in coded order.</param>
    internal void Fill(int row, Span<short> blocks)
    {
        var side = 8 * _factor;
        var rows = Math.Min(side, _image.Height - (row * side));
        for (var y = 0; y < rows; y++)
        {
            ConvertRow(_image.Row((row * side) + y), y * _stride);
        }

        var perMcu = LuminanceBlocks + 2;
        FillLuminance(row, rows, blocks, perMcu);
        for (var component = 1; component <= 2; component++)
        {
            var plane = Chroma(component, rows);
            for (var mcu = 0; mcu < McusPerRow; mcu++)
            {
                var block = blocks.Slice(((mcu * perMcu) + LuminanceBlocks + component - 1) * 64, 64);
                Transform(plane, mcu * 8, _stride / _factor, _steps[1], block);
            }
        }
    }

    private void FillLuminance(int row, int rows, Span<short> blocks, int perMcu)
    {
        var plane = _planes[0];
        RepeatLastRow(plane, _stride, rows, 8 * _factor);
        var (columns, lines) = ((_image.Width + 7) / 8, ((_image.Height + 7) / 8) - (row * _factor));
        for (var mcu = 0; mcu < McusPerRow; mcu++)
        {
            for (var i = 0; i < LuminanceBlocks; i++)
            {
                var block = blocks.Slice(((mcu * perMcu) + i) * 64, 64);
                var (x, y) = ((mcu * _factor) + (i % _factor), i / _factor);
                if (x < columns && y < lines)
                {
                    Transform(plane, (y * 8 * _stride) + (x * 8), _stride, _steps[0], block);
                    continue;
                }

                // A block beyond the picture repeats the mean of the one before it; below the picture, of the row of blocks above.
                block.Clear();
                var source = y < lines ? i - 1 : (y * _factor) - 1;
                block[0] = blocks[((mcu * perMcu) + source) * 64];
            }
        }
    }

    // YCbCr after JFIF, rounded as libjpeg's tables are; the last pixel is repeated to the right.
    private void ConvertRow(ReadOnlySpan<byte> rgb, int offset)
    {
        const int Half = 1 << 15;
        const int Center = (128 << 16) + Half - 1;
        var luma = _planes[0].AsSpan(offset, _stride);
        var cb = _planes[1].AsSpan(offset, _stride);
        var cr = _planes[2].AsSpan(offset, _stride);
        for (var x = 0; x < _image.Width; x++)
        {
            int red = rgb[3 * x], green = rgb[(3 * x) + 1], blue = rgb[(3 * x) + 2];
            luma[x] = (byte)(((19595 * red) + (38470 * green) + (7471 * blue) + Half) >> 16);
            cb[x] = (byte)(((-11059 * red) - (21709 * green) + (32768 * blue) + Center) >> 16);
            cr[x] = (byte)(((32768 * red) - (27439 * green) - (5329 * blue) + Center) >> 16);
        }

        luma[_image.Width..].Fill(luma[_image.Width - 1]);
        cb[_image.Width..].Fill(cb[_image.Width - 1]);
        cr[_image.Width..].Fill(cr[_image.Width - 1]);
    }

    // The samples of a row of MCUs. Halves are rounded down and up by turns, which keeps flat areas unbiased.
    private byte[] Chroma(int component, int rows)
    {
        var plane = _planes[component];
        if (_factor == 1)
        {
            RepeatLastRow(plane, _stride, rows, 8);
            return plane;
        }

        RepeatLastRow(plane, _stride, rows, rows + (rows & 1));
        var (width, pairs) = (_stride / 2, (rows + 1) / 2);
        for (var y = 0; y < pairs; y++)
        {
            var upper = plane.AsSpan(2 * y * _stride, _stride);
            var lower = plane.AsSpan(((2 * y) + 1) * _stride, _stride);
            for (var x = 0; x < width; x++)
            {
                var sum = upper[2 * x] + upper[(2 * x) + 1] + lower[2 * x] + lower[(2 * x) + 1];
                _chroma[(y * width) + x] = (byte)((sum + 1 + (x & 1)) >> 2);
            }
        }

        RepeatLastRow(_chroma, width, pairs, 8);
        return _chroma;
    }

    private static void RepeatLastRow(byte[] plane, int stride, int rows, int wanted)
    {
        for (var y = rows; y < wanted; y++)
        {
            plane.AsSpan((rows - 1) * stride, stride).CopyTo(plane.AsSpan(y * stride));
        }
    }

    private static void Transform(byte[] plane, int offset, int stride, byte[] steps, Span<short> block)
    {
        Span<int> values = stackalloc int[64];
        for (var y = 0; y < 8; y++)
        {
            var row = plane.AsSpan(offset + (y * stride), 8);
            for (var x = 0; x < 8; x++)
            {
                values[(8 * y) + x] = row[x] - 128;
            }
        }

        ForwardDct.Transform(values);
        for (var i = 0; i < 64; i++)
        {
            var place = ZigZag.ToNatural[i];
            var (value, step) = (values[place], 8 * steps[place]);
            var magnitude = (Math.Abs(value) + (step >> 1)) / step;
            block[i] = (short)(value < 0 ? -magnitude : magnitude);
        }
    }
}
