using IlgpuCam.Compute;
using IlgpuCam.Kernels;
using IlgpuCam.Localize;

namespace IlgpuCam.Gpu.Photos;

/// <summary>From maps to boxes on a device: upsampling, threshold, components, the largest one's box, for all maps of a batch in five launches, or five for each part of it that its memory holds.</summary>
internal sealed class MapBoxes(Accelerator accelerator, int mostPixels, int mapHeight, int mapWidth) : IDisposable
{
    // Bytes of labels, statistics and first pixels for a covered pixel.
    private const int PixelBytes = sizeof(int) * (ConnectedComponents.Statistics + 2);

    // Groups along a launch's second and third axis, which are rows of tiles and maps here.
    private const int MostGroups = 65535;

    // A map is looked through by several groups, but what they find is put together by each work-item.
    private const int PartPixels = 4096;
    private const int MostParts = 32;

    // Of the device's memory, for all that.
    private const int Share = 4;

    private readonly long _mostPixels = Math.Min(mostPixels, accelerator.Device.GlobalMemory / Share / PixelBytes);
    private readonly List<MapRange> _ranges = [];
    private readonly GrowingBuffer<MapPlacement> _placements = new(accelerator);
    private readonly GrowingBuffer<float> _maxima = new(accelerator);
    private readonly GrowingBuffer<int> _peaks = new(accelerator);
    private readonly GrowingBuffer<int> _labels = new(accelerator);
    private readonly GrowingBuffer<int> _statistics = new(accelerator);
    private readonly GrowingBuffer<int> _firsts = new(accelerator);
    private readonly GrowingBuffer<int> _counts = new(accelerator);

    /// <summary>One a map, to be 0 before the launches.</summary>
    internal ArrayView<int> Counts(int maps) => _counts.View.SubView(0, maps);

    /// <summary>Whether the maps of a photo have more pixels than there is room for: they are left to the processor.</summary>
    internal bool IsTooLarge(Placement placement) =>
        placement.Covered.Area > _mostPixels || Launching.Groups(placement.Covered.Height, ConnectedComponents.TileHeight) > MostGroups;

    /// <summary>Plans for photos, and uploads where their maps lie.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="photos">Where the input lies on each photo.</param>
    /// <param name="perPhoto">Maps of a photo.</param>
    internal void Prepare(AcceleratorStream stream, ReadOnlySpan<Placement> photos, int perPhoto)
    {
        var places = new MapPlacement[photos.Length * perPhoto];
        Split(photos, perPhoto, places);
        var (pixels, parts) = (0, 0);
        foreach (var range in _ranges)
        {
            (pixels, parts) = (Math.Max(pixels, range.Pixels), Math.Max(parts, range.Count * Parts(range)));
        }

        _placements.Require(places.Length);
        _counts.Require(places.Length);
        _maxima.Require(parts);
        _peaks.Require(parts);
        _labels.Require(pixels);
        _firsts.Require(pixels);
        _statistics.Require((long)pixels * ConnectedComponents.Statistics);
        _placements.Upload(stream, places);
    }

    /// <summary>Launches it.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="maps">[maps, height, width].</param>
    /// <param name="results">[maps, <see cref="ConnectedComponents.ResultLength"/>]; those of photos that are too large are left as they are.</param>
    /// <param name="options">Threshold and connectivity.</param>
    internal void Launch(AcceleratorStream stream, ArrayView<float> maps, ArrayView<int> results, LocalizerOptions options)
    {
        foreach (var range in _ranges)
        {
            Launch(stream, maps, results, options, range);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var buffer in new IDisposable[] { _placements, _maxima, _peaks, _labels, _statistics, _firsts, _counts })
        {
            buffer.Dispose();
        }
    }

    /// <summary>Where a map lies, as the kernels take it.</summary>
    /// <param name="placement">Where the input lies on the photo.</param>
    /// <param name="mapHeight">Rows of the map.</param>
    /// <param name="mapWidth">Columns of the map.</param>
    /// <param name="offset">Covered pixels of the maps before it.</param>
    internal static MapPlacement Place(Placement placement, int mapHeight, int mapWidth, int offset)
    {
        var (scaleX, shiftX) = MapInterpolator.Line(mapWidth, placement.Left, placement.Width);
        var (scaleY, shiftY) = MapInterpolator.Line(mapHeight, placement.Top, placement.Height);
        var covered = placement.Covered;
        return new()
        {
            X0 = covered.X0,
            Y0 = covered.Y0,
            Width = covered.Width,
            Height = covered.Height,
            Offset = offset,
            ScaleX = scaleX,
            ShiftX = shiftX,
            ScaleY = scaleY,
            ShiftY = shiftY,
        };
    }

    private static int Parts(MapRange range) => Math.Clamp(Launching.Groups(range.Pixels / range.Count, PartPixels), 1, MostParts);

    // A range ends where the next map has no room, or has to be left out.
    private void Split(ReadOnlySpan<Placement> photos, int perPhoto, Span<MapPlacement> places)
    {
        _ranges.Clear();
        var open = default(MapRange);
        for (var map = 0; map < places.Length; map++)
        {
            var placement = photos[map / perPhoto];
            var covered = placement.Covered;
            if (open.Count > 0 && (open.Count == MostGroups || open.Pixels + covered.Area > _mostPixels || IsTooLarge(placement)))
            {
                _ranges.Add(open);
                open = default;
            }

            if (!IsTooLarge(placement))
            {
                open = open.Count == 0 ? new(map, 0, 0, 0, 0) : open;
                places[map] = Place(placement, mapHeight, mapWidth, open.Pixels);
                open = open.With(covered.Width, covered.Height);
            }
        }

        if (open.Count > 0)
        {
            _ranges.Add(open);
        }
    }

    private void Launch(AcceleratorStream stream, ArrayView<float> allMaps, ArrayView<int> allResults, LocalizerOptions options, MapRange range)
    {
        var (first, count, parts) = (range.First, range.Count, Parts(range));
        var maps = allMaps.SubView((long)first * mapHeight * mapWidth, (long)count * mapHeight * mapWidth);
        var results = allResults.SubView((long)first * ConnectedComponents.ResultLength, (long)count * ConnectedComponents.ResultLength);
        var placements = _placements.View.SubView(first, count);
        var counts = _counts.View.SubView(first, count);
        var (maxima, peaks) = (_maxima.View, _peaks.View);
        var (labels, statistics, firsts) = (_labels.View, _statistics.View, _firsts.View);
        var connectivity = (int)options.Connectivity;
        var (across, down) = (Launching.Groups(range.Width, ConnectedComponents.TileWidth), Launching.Groups(range.Height, ConnectedComponents.TileHeight));
        var tiles = new KernelConfig(new Index3D(across, down, count), new Index3D(ConnectedComponents.TileWidth, ConnectedComponents.TileHeight, 1));
        var lines = new Index3D(ConnectedComponents.GroupSize, 1, 1);

        // A tile has a few sets, each a work-item's.
        var adders = (int)Math.Clamp((long)across * down / ConnectedComponents.GroupSize, 1, MostParts);
        Upsampling.Peaks(stream, new(new Index3D(parts, count, 1), new Index3D(Upsampling.GroupSize, 1, 1)), maps, placements, maxima, peaks, mapWidth, mapHeight);
        ConnectedComponents.LabelTiles(
            stream, tiles, maps, placements, maxima, labels, statistics, firsts, counts, mapWidth, mapHeight, parts, (float)options.Threshold, connectivity);
        ConnectedComponents.JoinTiles(stream, tiles, placements, labels, connectivity);
        ConnectedComponents.AddTiles(stream, new(new Index3D(adders, count, 1), lines), placements, labels, statistics, firsts, counts);
        ConnectedComponents.SelectLargest(
            stream, new(new Index3D(count, 1, 1), lines), placements, labels, statistics, firsts, counts, maxima, peaks, results, parts);
    }
}
