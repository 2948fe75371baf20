using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Jpeg;

/// <summary>Goes through the segments of one file (ITU T.81, annex B) and decodes its scans.</summary>
internal ref struct JpegFileDecoder
{
    // Every block of 64 pixels takes at least one bit.
    private const long MostPixelsPerByte = 8 * 64;

    // What any sensible script of scans needs, however small the picture; the rest is there to keep somebody busy.
    private const long FewestBlockVisits = 20L * 1000 * 1000;
    private const long MostVisitsPerBlock = 32;

    private readonly ReadOnlySpan<byte> _data;
    private readonly DecodeOptions _options;
    private readonly DecoderTables _tables = new();
    private readonly ApplicationData _application = new();
    private MarkerReader _markers;
    private Frame? _frame;
    private long _budget;
    private long _decodedUnits;
    private long _missingUnits;
    private long _damagedIntervals;

    /// <summary>Prepares to decode.</summary>
    /// <param name="data">The file.</param>
    /// <param name="options">The limit on pixels.</param>
    internal JpegFileDecoder(ReadOnlySpan<byte> data, DecodeOptions options)
    {
        _data = data;
        _options = options;
        _markers = new MarkerReader(data);
    }

    /// <summary>One sentence that says what is missing; null for a sound file.</summary>
    internal string? Warning { get; private set; }

    /// <summary>The orientation to be applied, 1 to 8; 1 where none is.</summary>
    /// <param name="problem">One sentence where the EXIF block is damaged.</param>
    internal readonly int ReadOrientation(out string? problem)
    {
        problem = null;
        return _options.ApplyOrientation && _application.Exif is { } exif ? ExifOrientation.Read(exif, out problem) : 1;
    }

    /// <summary>Decodes the file; the picture is as stored, not turned.</summary>
    internal Photo Decode()
    {
        if (_data.Length < 2 || _data[0] != 0xFF || _data[1] != JpegMarker.StartOfImage)
        {
            throw JpegErrors.Of("does not begin with the marker SOI, the bytes FF D8");
        }

        _markers.Position = 2;
        RgbImage? image = null;
        var isEnded = false;
        while (image is null && _markers.TryReadMarker(out var marker))
        {
            isEnded = marker == JpegMarker.EndOfImage;
            if (isEnded)
            {
                break;
            }

            if (marker == JpegMarker.Temporary || JpegMarker.IsRestart(marker))
            {
                continue;
            }

            var position = _markers.Position - 2;
            CheckSupported(marker, position);
            if (!_markers.TryReadSegment(out var segment))
            {
                break;
            }

            image = ReadSegment(marker, segment, position);
        }

        image ??= AssembleScans();
        if (!isEnded)
        {
            isEnded = FindEnd();
        }

        Warning = Describe(isEnded);
        var share = _frame!.BlockSide / 8f;
        return new(image, _frame.Width, _frame.Height, new(0, 0, _frame.Width * share, _frame.Height * share));
    }

    private static void CheckSupported(byte marker, int position)
    {
        if (JpegMarker.UnsupportedProcess(marker) is { } process)
        {
            throw JpegErrors.Of($"uses {process}, which is not supported; baseline, extended and progressive Huffman coding are");
        }

        if (marker is JpegMarker.StartOfImage or < JpegMarker.BaselineFrame or (> JpegMarker.App15 and < JpegMarker.Comment) or 0xFF)
        {
            throw JpegErrors.At(position, $"the marker FF {marker:X2} where a segment was expected");
        }
    }

    // A picture comes back where the scan at hand is all there is to it.
    private RgbImage? ReadSegment(byte marker, ReadOnlySpan<byte> segment, int position)
    {
        switch (marker)
        {
            case JpegMarker.BaselineFrame or JpegMarker.ExtendedFrame or JpegMarker.ProgressiveFrame:
                if (_frame is not null)
                {
                    throw JpegErrors.At(position, "a second frame header where one is allowed");
                }

                _frame = Frame.Parse(segment, marker == JpegMarker.ProgressiveFrame);
                CheckSize(_frame);
                break;
            case JpegMarker.StartOfScan:
                return ReadScan(segment, position);
            case JpegMarker.HuffmanTables:
                _tables.ReadHuffman(segment);
                break;
            case JpegMarker.QuantizationTables:
                _tables.ReadQuantization(segment);
                break;
            case JpegMarker.RestartInterval:
                _tables.ReadRestartInterval(segment);
                break;
            case >= JpegMarker.App0 and <= JpegMarker.App15:
                _application.Read(marker, segment);
                break;
            default:
                // Comments, conditioning of arithmetic coding, and a number of lines that repeats the frame's change nothing.
                break;
        }

        return null;
    }

    private void CheckSize(Frame frame)
    {
        PixelLimits.Check("JPEG", frame.Width, frame.Height, _options);
        var least = (long)frame.Width * frame.Height / MostPixelsPerByte;
        PixelLimits.CheckPresent("JPEG", frame.Width, frame.Height, _data.Length - _markers.Position, least);
        var blocks = 0L;
        foreach (var component in frame.Components)
        {
            blocks += (long)component.PaddedBlocksPerRow * component.PaddedBlockRows;
        }

        _budget = FewestBlockVisits + (MostVisitsPerBlock * blocks);
    }

    private RgbImage? ReadScan(ReadOnlySpan<byte> segment, int position)
    {
        var frame = _frame ?? throw JpegErrors.At(position, "a scan before the frame header");
        var scan = ScanHeader.Parse(segment, frame, _tables);
        var decoder = new ScanDecoder(_data, _markers.Position, frame, scan, _tables.RestartInterval);
        RgbImage? image = null;
        if (!frame.IsProgressive && scan.Components.Length == frame.Components.Length && frame.Components[0].Coefficients is null)
        {
            image = DecodeDirectly(ref decoder, frame, scan);
        }
        else
        {
            foreach (var component in frame.Components)
            {
                component.Coefficients ??= new(component.PaddedBlockRows, component.PaddedBlocksPerRow);
            }

            decoder.Decode(ref _budget);
        }

        _decodedUnits += decoder.DecodedUnits;
        _missingUnits += decoder.MissingUnits;
        _damagedIntervals += decoder.DamagedIntervals;
        _markers.Position = decoder.Position;
        return image;
    }

    private readonly RgbImage DecodeDirectly(ref ScanDecoder decoder, Frame frame, ScanHeader scan)
    {
        var assembler = CreateAssembler(frame);
        var strips = Array.ConvertAll(scan.Components, c => Array.Find(assembler.Strips, s => s.Component == c)!);
        for (var row = 0; row < frame.McuRows; row++)
        {
            assembler.BeginRow();
            decoder.DecodeRow(strips);
            assembler.EndRow();
            if (row == 0 && decoder.IsOver && decoder.DecodedUnits == 0)
            {
                break;
            }
        }

        return assembler.Image;
    }

    private readonly RgbImage AssembleScans()
    {
        if (_frame is null)
        {
            throw JpegErrors.Of("ends before its frame header");
        }

        if (_decodedUnits == 0)
        {
            throw JpegErrors.Of("ends before its picture data");
        }

        return CreateAssembler(_frame).AssembleCoefficients();
    }

    // Not before the first scan, when the orientation is known.
    private readonly PictureAssembler CreateAssembler(Frame frame)
    {
        if (_options.AtLeast is { } least)
        {
            var (width, height) = ReadOrientation(out _) >= 5 ? (least.Height, least.Width) : least;
            frame.ReduceTo(width, height);
        }

        return new(frame, _application.ColorModelOf(frame));
    }

    // After a picture of a single scan: whether an end follows.
    private bool FindEnd()
    {
        while (_markers.TryReadMarker(out var marker))
        {
            if (marker is JpegMarker.EndOfImage or JpegMarker.StartOfScan)
            {
                return true;
            }

            if (marker != JpegMarker.Temporary && !JpegMarker.IsRestart(marker) && !_markers.TryReadSegment(out _))
            {
                return false;
            }
        }

        return false;
    }

    private readonly string? Describe(bool isEnded)
    {
        if (_decodedUnits == 0)
        {
            throw JpegErrors.Of("has no picture data");
        }

        if (_damagedIntervals > 0)
        {
            return $"The JPEG is damaged: {_damagedIntervals} of its restart intervals could not be decoded completely and are partly grey.";
        }

        if (_missingUnits > 0)
        {
            var problem = isEnded ? "lacks data" : $"ends early, after {_data.Length} bytes";
            var share = Percent(_missingUnits, _decodedUnits + _missingUnits);
            return $"The JPEG {problem}: {share} of its coded units are missing, and the picture is grey or coarse there.";
        }

        return isEnded ? null : $"The JPEG ends early, after {_data.Length} bytes: its end marker is missing.";
    }

    private static string Percent(long part, long total) => part * 100 < total ? "less than 1 %" : $"{part * 100 / total} %";
}
