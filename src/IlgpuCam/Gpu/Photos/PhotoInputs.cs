using IlgpuCam.Compute;
using IlgpuCam.Images;
using IlgpuCam.Kernels;

namespace IlgpuCam.Gpu.Photos;

/// <summary>The photos of a batch on their way into a network's input: bytes up, resized and scaled on the device; where that is beyond the kernels or the memory, by the processor.</summary>
internal sealed class PhotoInputs(Accelerator accelerator, Preprocessing preprocessing, ArrayView<float> input) : IDisposable
{
    // Of the device's memory, for the photos' bytes.
    private const int Share = 8;

    private readonly int _inputLength = 3 * preprocessing.Height * preprocessing.Width;
    private readonly GrowingBuffer<byte> _photos = new(accelerator);
    private readonly GrowingBuffer<byte> _narrow = new(accelerator);
    private readonly GrowingBuffer<int> _tables = new(accelerator);
    private readonly List<Slot> _slots = [];
    private float[]? _scratch;

    /// <summary>Where a photo's bytes and tables are; no resize where the processor does the photo.</summary>
    private readonly record struct Slot(PhotoResize? Resize, long Bytes, long Table);

    /// <summary>Plans for photos of given sizes, and uploads what depends on them alone.</summary>
    internal void Prepare(AcceleratorStream stream, ReadOnlySpan<PhotoSize> sizes)
    {
        _slots.Clear();
        var (bytes, table, narrow) = (0L, 0L, 0L);
        var resizes = new Dictionary<PhotoSize, (PhotoResize? Resize, long Table)>();
        var tables = new List<int[]>();
        foreach (var size in sizes)
        {
            if (!resizes.TryGetValue(size, out var known))
            {
                known = (PhotoResize.Of(preprocessing, size), table);
                resizes.Add(size, known);
                if (known.Resize is { } made)
                {
                    tables.AddRange([made.Columns.Starts, made.Columns.Weights, made.Rows.Starts, made.Rows.Weights]);
                    table += made.TableLength;
                }
            }

            var resize = known.Resize is { } r && bytes + r.SourceBytes <= accelerator.Device.GlobalMemory / Share ? r : null;
            _slots.Add(new(resize, bytes, known.Table));
            bytes += resize?.SourceBytes ?? 0;
            narrow = Math.Max(narrow, resize?.NarrowBytes ?? 0);
        }

        _photos.Require(bytes);
        _narrow.Require(narrow);
        _tables.Require(table);
        _tables.Upload(stream, [.. tables.SelectMany(t => t)]);
    }

    /// <summary>Uploads the photos that were planned for.</summary>
    internal void Upload(AcceleratorStream stream, IReadOnlyList<Photo> photos)
    {
        for (var i = 0; i < photos.Count; i++)
        {
            var target = input.SubView((long)i * _inputLength, _inputLength);
            if (_slots[i].Resize is not { } resize)
            {
                _scratch ??= new float[_inputLength];
                preprocessing.Apply(photos[i], _scratch);
                target.CopyFromCPU<float>(stream, _scratch);
                continue;
            }

            if (!resize.Fills(preprocessing))
            {
                target.MemSet(stream, 0);
            }

            var length = (int)resize.SourceBytes;
            ReadOnlySpan<byte> rows = photos[i].Image.Pixels.AsSpan(3 * resize.SourceWidth * resize.Rows.First, length);
            _photos.View.SubView(_slots[i].Bytes, length).CopyFromCPU(stream, rows);
        }
    }

    /// <summary>Launches the two passes of each photo.</summary>
    internal void Launch(AcceleratorStream stream)
    {
        for (var i = 0; i < _slots.Count; i++)
        {
            if (_slots[i] is not { Resize: { } resize } slot)
            {
                continue;
            }

            var (columns, rows) = (resize.Columns, resize.Rows);
            var (width, height) = (resize.Window.Horizontal.Count, resize.Window.Vertical.Count);
            var narrow = _narrow.View.SubView(0, resize.NarrowBytes);
            var at = slot.Table;
            Preprocess.Columns(
                stream,
                Launching.Over(width, resize.SourceRows),
                _photos.View.SubView(slot.Bytes + (3 * columns.First), resize.SourceBytes - (3 * columns.First)),
                Table(columns.Starts),
                Table(columns.Weights),
                narrow,
                resize.SourceWidth,
                width,
                columns.Taps);
            Preprocess.RowsToInput(
                stream,
                Launching.Over(width, height),
                narrow,
                Table(rows.Starts),
                Table(rows.Weights),
                input.SubView((long)i * _inputLength, _inputLength),
                width,
                rows.Taps,
                Place(resize.Window));

            ArrayView<int> Table(int[] part) => _tables.View.SubView((at += part.Length) - part.Length, part.Length);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _photos.Dispose();
        _narrow.Dispose();
        _tables.Dispose();
    }

    // Mean and deviation are in the network's order of channels.
    private InputPlacement Place(InputWindow window)
    {
        var red = preprocessing.Color == ColorOrder.Rgb ? 0 : 2;
        return new()
        {
            Height = preprocessing.Height,
            Width = preprocessing.Width,
            Top = window.Top,
            Left = window.Left,
            RedChannel = red,
            RedMean = preprocessing.Mean[red],
            GreenMean = preprocessing.Mean[1],
            BlueMean = preprocessing.Mean[2 - red],
            RedDeviation = preprocessing.StandardDeviation[red],
            GreenDeviation = preprocessing.StandardDeviation[1],
            BlueDeviation = preprocessing.StandardDeviation[2 - red],
        };
    }
}
