using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Jpeg;

/// <summary>
/// Walks over the minimum coded units of one scan and over its restart intervals (ITU T.81, E.2.3 to E.2.5). Units whose data are missing
/// are passed over, as libjpeg does: their coefficients stay zero.
/// </summary>
internal ref struct ScanDecoder
{
    private readonly ReadOnlySpan<byte> _data;
    private readonly Frame _frame;
    private readonly ScanHeader _scan;
    private readonly int _interval;
    private readonly int[] _predictions;
    private BitReader _reader;
    private int _unitsToRestart;
    private int _nextRestart;
    private int _endOfBandRun;

    /// <summary>Prepares to decode a scan.</summary>
    /// <param name="data">The file.</param>
    /// <param name="position">The first byte behind the scan header.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="scan">The scan header.</param>
    /// <param name="restartInterval">Units from one restart marker to the next, 0 where there are none.</param>
    internal ScanDecoder(ReadOnlySpan<byte> data, int position, Frame frame, ScanHeader scan, int restartInterval)
    {
        _data = data;
        _frame = frame;
        _scan = scan;
        _interval = restartInterval;
        _unitsToRestart = restartInterval;
        _predictions = new int[scan.Components.Length];
        _reader = new BitReader(data, position);
    }

    /// <summary>Where the data of the scan end, or the next marker.</summary>
    internal readonly int Position => _reader.Position;

    /// <summary>How many units came with all their data.</summary>
    internal int DecodedUnits { get; private set; }

    /// <summary>How many units lack data.</summary>
    internal int MissingUnits { get; private set; }

    /// <summary>How many restart intervals were given up because of an impossible code.</summary>
    internal int DamagedIntervals { get; private set; }

    /// <summary>Whether no data of this scan can follow any more.</summary>
    internal bool IsOver { get; private set; }

    /// <summary>Decodes a row of units of a sequential scan that has all components straight to samples.</summary>
    /// <param name="strips">The samples of each component of the scan.</param>
    internal void DecodeRow(ReadOnlySpan<ComponentStrip> strips)
    {
        Span<short> block = stackalloc short[64];
        for (var unit = 0; unit < _frame.McusPerRow; unit++)
        {
            var hasData = BeginUnit();
            for (var i = 0; i < strips.Length; i++)
            {
                var strip = strips[i];
                var component = strip.Component;
                for (var y = 0; y < component.Vertical; y++)
                {
                    for (var x = 0; x < component.Horizontal; x++)
                    {
                        var column = (unit * component.Horizontal) + x;
                        if (!hasData)
                        {
                            strip.FillGrey(y, column);
                            continue;
                        }

                        block.Clear();
                        var hasDetail = SequentialCoding.DecodeBlock(ref _reader, _scan.Dc[i]!, _scan.Ac[i]!, ref _predictions[i], block);
                        strip.Transform(y, column, block, hasDetail);
                    }
                }
            }

            EndUnit(hasData);
        }
    }

    /// <summary>Decodes the scan into the components' coefficients.</summary>
    /// <param name="budget">How many more blocks of this file may be visited; counts down.</param>
    /// <exception cref="ImageFormatException">The data are damaged, or the budget is used up.</exception>
    internal void Decode(ref long budget)
    {
        var single = _scan.Components.Length == 1 ? _scan.Components[0] : null;
        var rows = single?.BlockRows ?? _frame.McuRows;
        var units = single?.BlocksPerRow ?? _frame.McusPerRow;
        for (var row = 0; row < rows && !IsOver; row++)
        {
            budget -= units;
            if (budget < 0)
            {
                throw JpegErrors.Of("has more scans than a picture of its size can need");
            }

            for (var unit = 0; unit < units && !IsOver; unit++)
            {
                var hasData = BeginUnit();
                if (hasData)
                {
                    if (single is not null)
                    {
                        DecodeBlock(0, single, row, unit);
                    }
                    else
                    {
                        DecodeUnit(row, unit);
                    }
                }

                EndUnit(hasData);
            }
        }
    }

    private void DecodeUnit(int row, int unit)
    {
        for (var i = 0; i < _scan.Components.Length; i++)
        {
            var component = _scan.Components[i];
            for (var y = 0; y < component.Vertical; y++)
            {
                for (var x = 0; x < component.Horizontal; x++)
                {
                    DecodeBlock(i, component, (row * component.Vertical) + y, (unit * component.Horizontal) + x);
                }
            }
        }
    }

    private void DecodeBlock(int index, FrameComponent component, int row, int column)
    {
        var rows = component.Coefficients!;
        if (_endOfBandRun > 0 && (!_scan.IsRefinement || rows.Read(row).IsEmpty))
        {
            _endOfBandRun--;
            return;
        }

        var block = rows.Write(row).Slice(column * 64, 64);
        if (!_frame.IsProgressive)
        {
            block.Clear();
            SequentialCoding.DecodeBlock(ref _reader, _scan.Dc[index]!, _scan.Ac[index]!, ref _predictions[index], block);
        }
        else if (_scan.BandStart > 0)
        {
            _endOfBandRun = _scan.IsRefinement
                ? ProgressiveCoding.RefineAc(ref _reader, _scan, _scan.Ac[index]!, _endOfBandRun, block)
                : ProgressiveCoding.DecodeAc(ref _reader, _scan, _scan.Ac[index]!, block);
        }
        else if (_scan.IsRefinement)
        {
            ProgressiveCoding.RefineDc(ref _reader, _scan.LowBit, block);
        }
        else
        {
            ProgressiveCoding.DecodeDc(ref _reader, _scan.Dc[index]!, ref _predictions[index], _scan.LowBit, block);
        }
    }

    // Whether there are data for the next unit.
    private bool BeginUnit()
    {
        if (_interval > 0)
        {
            if (_unitsToRestart == 0)
            {
                Restart();
            }

            _unitsToRestart--;
        }

        return !_reader.IsStarved;
    }

    private void EndUnit(bool hadData)
    {
        if (!_reader.IsStarved)
        {
            DecodedUnits++;
            return;
        }

        MissingUnits++;
        if (!hadData)
        {
            return;
        }

        IsOver |= _interval == 0;
        if (_reader.IsDamaged)
        {
            DamagedIntervals++;
            if (_interval == 0)
            {
                throw JpegErrors.At(_reader.Position, "a Huffman code or a coefficient that cannot be");
            }
        }
    }

    // Moves behind the expected restart marker. Where another one comes, libjpeg's rule decides (its jpeg_resync_to_restart): a marker
    // shortly ahead of the expected one means that data are lost, so this interval stays empty; one shortly behind it is passed over; any
    // other is taken for the expected one.
    private void Restart()
    {
        _unitsToRestart = _interval;
        _endOfBandRun = 0;
        Array.Clear(_predictions);
        var expected = _nextRestart;
        _nextRestart = (_nextRestart + 1) & 7;
        var markers = new MarkerReader(_data) { Position = _reader.Position };
        while (!IsOver)
        {
            var before = markers.Position;
            if (!markers.TryReadMarker(out var marker) || (marker >= JpegMarker.BaselineFrame && !JpegMarker.IsRestart(marker)))
            {
                IsOver = true;
                _reader.Starve(before);
                return;
            }

            if (!JpegMarker.IsRestart(marker))
            {
                continue;
            }

            switch ((marker - JpegMarker.FirstRestart - expected) & 7)
            {
                case 1 or 2:
                    _reader.Starve(before);
                    return;
                case 6 or 7:
                    continue;
                default:
                    _reader.Restart(markers.Position);
                    return;
            }
        }
    }
}
