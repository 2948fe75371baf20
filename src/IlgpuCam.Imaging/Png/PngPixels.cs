using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Png;

/// <summary>Restores the rows of every pass and puts their pixels into place.</summary>
internal sealed class PngPixels
{
    private readonly PngHeader _header;
    private readonly PngRowExpander _expander;
    private readonly PngInflater _inflater;
    private readonly RgbImage _image;

    /// <summary>Prepares for one image, and allocates it.</summary>
    public PngPixels(PngHeader header, PngRowExpander expander, PngInflater inflater)
    {
        _header = header;
        _expander = expander;
        _inflater = inflater;
        _image = new RgbImage(header.Width, header.Height);
    }

    /// <summary>Reads all pixels; where the file's end is missing, those that are there.</summary>
    /// <param name="passes">The passes of this image.</param>
    /// <param name="endMissing">Whether pixels may be missing.</param>
    /// <param name="warnings">Gets a sentence for each defect.</param>
    /// <exception cref="ImageFormatException">Pixels are missing from a whole file, or there are none.</exception>
    public RgbImage Read(Adam7[] passes, bool endMissing, List<string> warnings)
    {
        for (var p = 0; p < passes.Length; p++)
        {
            var columns = passes[p].Columns(_header.Width);
            var rows = passes[p].Rows(_header.Height);
            if (columns == 0 || rows == 0)
            {
                continue;
            }

            var read = ReadPass(passes[p], columns, rows);
            if (read == rows)
            {
                continue;
            }

            if (p == 0 && read == 0)
            {
                throw new ImageFormatException("The PNG file has not one whole row of pixels.");
            }

            var where = passes.Length == 1 ? $"after {read} of {rows} rows" : $"in interlace pass {p + 1} of 7";
            if (!endMissing)
            {
                throw new ImageFormatException($"The pixels of the PNG image end {where}, though the file does not.");
            }

            warnings.Add($"The end of the PNG file is missing: its pixels end {where}.");
            if (passes.Length > 1)
            {
                FillFromCoarserPasses(p, read);
            }

            return _image;
        }

        if (endMissing)
        {
            warnings.Add("The end of the PNG file is missing; its pixels are complete.");
        }
        else if (_inflater.HasMore())
        {
            warnings.Add("The PNG file holds more pixels than its size allows for.");
        }

        return _image;
    }

    private int ReadPass(Adam7 pass, int columns, int rows)
    {
        // Rows that are RGB already are restored in place.
        var direct = _header is { ColorType: PngColorType.Rgb, BitDepth: 8, Interlaced: false };
        var length = (int)_header.RowBytes(columns);
        Span<byte> above = new byte[length];
        Span<byte> current = direct ? default : new byte[length];
        Span<byte> rgb = _header.Interlaced ? new byte[columns * 3] : default;
        for (var row = 0; row < rows; row++)
        {
            var source = _inflater.Next(length + 1);
            if (source.IsEmpty)
            {
                return row;
            }

            var target = _image.Row(pass.Y + (row * pass.StepY));
            current = direct ? target : current;
            if (!PngUnfilter.Apply(source[0], source[1..], above, current, _header.FilterDistance))
            {
                throw new ImageFormatException($"Row {row} of the PNG image has filter {source[0]}, expected 0 to 4.");
            }

            if (_header.Interlaced)
            {
                _expander.Expand(current, rgb);
                Spread(rgb, target, pass);
            }
            else if (!direct)
            {
                _expander.Expand(current, target);
            }

            var free = above;
            above = current;
            current = free;
        }

        return rows;
    }

    private static void Spread(ReadOnlySpan<byte> rgb, Span<byte> target, Adam7 pass)
    {
        for (int from = 0, to = pass.X * 3; from < rgb.Length; from += 3, to += pass.StepX * 3)
        {
            rgb.Slice(from, 3).CopyTo(target[to..]);
        }
    }

    // As browsers do: a pixel that did not arrive takes the colour of the nearest one above and to the left in an earlier pass.
    private void FillFromCoarserPasses(int stoppedIn, int rowsRead)
    {
        for (var y = 0; y < _header.Height; y++)
        {
            for (var x = 0; x < _header.Width; x++)
            {
                var (fromX, fromY) = (x, y);
                for (var step = 0; step < 6 && !Arrived(fromX, fromY, stoppedIn, rowsRead); step++)
                {
                    var mask = ~((2 << (step / 2)) - 1);
                    (fromX, fromY) = step % 2 == 0 ? (fromX, fromY & mask) : (fromX & mask, fromY);
                }

                if (fromX != x || fromY != y)
                {
                    _image.Row(fromY).Slice(fromX * 3, 3).CopyTo(_image.Row(y)[(x * 3)..]);
                }
            }
        }
    }

    private static bool Arrived(int x, int y, int stoppedIn, int rowsRead)
    {
        var pass = Adam7.PassOf(x, y);
        return pass < stoppedIn || (pass == stoppedIn && (y - Adam7.Passes[pass].Y) / Adam7.Passes[pass].StepY < rowsRead);
    }
}
