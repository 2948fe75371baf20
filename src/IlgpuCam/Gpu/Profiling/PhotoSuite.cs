using IlgpuCam.Compute;
using IlgpuCam.Gpu.Photos;
using IlgpuCam.Kernels;
using IlgpuCam.Localize;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gpu.Profiling;

/// <summary>The kernels from features to boxes on memory of their own: photos of 500x375 pixels, five classes of each, maps of 7x7.</summary>
internal sealed class PhotoSuite : IDisposable
{
    private const int Side = 7;
    private const int Channels = 1280;
    private const int Classes = 1000;
    private const int Chosen = 5;
    private const int Width = 500;
    private const int Height = 375;
    private const int InputSide = 224;
    private const int Parts = 8;
    private const int MostPhotos = 64; // Pixels of all maps are counted in 32 bits.
    private const int Connectivity = 8;
    private const float Threshold = 0.2f;

    private readonly Accelerator _accelerator;
    private readonly List<IDisposable> _owned = [];
    private readonly int _maps;
    private readonly MemoryBuffer1D<int> _counts;

    internal PhotoSuite(Accelerator accelerator, int batch)
    {
        batch = Math.Min(batch, MostPhotos);
        (_accelerator, _maps) = (accelerator, batch * Chosen);
        var random = new Random(1);
        var pixels = _maps * Width * Height;
        var (logits, winners) = (Random(batch * Classes), Integers(_maps));
        var (features, weights, maps) = (Random(batch * Channels * Side * Side), Random(Classes * Channels), Random(_maps * Side * Side));
        var targets = Own(accelerator.Allocate1D<int>((ReadOnlySpan<int>)[.. Enumerable.Range(0, _maps).SelectMany(m => new[] { m / Chosen, m % Classes })]));
        var places = Own(accelerator.Allocate1D<MapPlacement>((ReadOnlySpan<MapPlacement>)[.. Enumerable.Range(0, _maps).Select(m => MapBoxes.Place(Placement.Whole(Width, Height), Side, Side, m * Width * Height))]));
        var (maxima, peaks, upsampled) = (Random(_maps * Parts), Integers(_maps * Parts), Own(accelerator.Allocate1D<float>(pixels)));
        var (labels, statistics, firsts) = (Integers(pixels), Integers(pixels * ConnectedComponents.Statistics), Integers(pixels));
        var results = Integers(_maps * ConnectedComponents.ResultLength);
        _counts = Integers(_maps);

        var (photo, rows) = (Own(accelerator.Allocate1D<byte>(3 * Width * Height)), Own(accelerator.Allocate1D<byte>(3 * InputSide * Height)));
        var input = Random(3 * InputSide * InputSide);
        var (acrossStarts, acrossWeights, acrossTaps) = Windows(Width);
        var (downStarts, downWeights, downTaps) = Windows(Height);
        var inputPlace = new InputPlacement { Width = InputSide, Height = InputSide, RedDeviation = 1, GreenDeviation = 1, BlueDeviation = 1 };
        photo.MemSetToZero();
        rows.MemSetToZero();

        Shape classMaps = [batch, Chosen, Side, Side], photos = [batch, Chosen, Height, Width], boxes = [batch, Chosen];
        Independent =
        [
            ("photo to columns", [Height, InputSide, 3], s => Preprocess.Columns(
                s, Launching.Over(InputSide, Height), photo.View, acrossStarts.View, acrossWeights.View, rows.View, Width, InputSide, acrossTaps)),
            ("columns to input", [1, 3, InputSide, InputSide], s => Preprocess.RowsToInput(
                s, Launching.Over(InputSide, InputSide), rows.View, downStarts.View, downWeights.View, input.View, InputSide, downTaps, inputPlace)),
            ("best classes", boxes, s => TopClasses.Run(s, (batch, TopClasses.GroupSize), logits.View, winners.View, Classes, Chosen)),
            ("class activation maps", classMaps, s => ClassActivationMaps.WeightedSum(
                s, Groups(Launching.Groups(Side * Side, ClassActivationMaps.Pixels), ClassActivationMaps.GroupSize), features.View, weights.View, targets.View, maps.View, Channels, Side * Side)),
            ("upsampling", photos, s => Upsampling.Run(s, Launching.Over(Width * Height, _maps), maps.View, places.View, upsampled.View, Side, Side)),
        ];

        var tiles = new KernelConfig(
            new Index3D(Launching.Groups(Width, ConnectedComponents.TileWidth), Launching.Groups(Height, ConnectedComponents.TileHeight), _maps),
            new Index3D(ConnectedComponents.TileWidth, ConnectedComponents.TileHeight, 1));
        Chain =
        [
            ("peaks", boxes, s => Upsampling.Peaks(s, Groups(Parts, Upsampling.GroupSize), maps.View, places.View, maxima.View, peaks.View, Side, Side)),
            ("components of tiles", photos, s => ConnectedComponents.LabelTiles(
                s, tiles, maps.View, places.View, maxima.View, labels.View, statistics.View, firsts.View, _counts.View, Side, Side, Parts, Threshold, Connectivity)),
            ("joined components", photos, s => ConnectedComponents.JoinTiles(s, tiles, places.View, labels.View, Connectivity)),
            ("sums of components", photos, s => ConnectedComponents.AddTiles(
                s, Groups(2, ConnectedComponents.GroupSize), places.View, labels.View, statistics.View, firsts.View, _counts.View)),
            ("boxes", boxes, s => ConnectedComponents.SelectLargest(
                s, new(new Index3D(_maps, 1, 1), new Index3D(ConnectedComponents.GroupSize, 1, 1)),
                places.View, labels.View, statistics.View, firsts.View, _counts.View, maxima.View, peaks.View, results.View, Parts)),
        ];

        MemoryBuffer1D<float> Random(int length) =>
            Own(accelerator.Allocate1D<float>((ReadOnlySpan<float>)[.. Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f)]));
    }

    /// <summary>Kernels that may run any number of times.</summary>
    internal IReadOnlyList<(string Name, Shape Result, Action<AcceleratorStream> Launch)> Independent { get; }

    /// <summary>Kernels that need each other's results, and the memory as <see cref="Reset"/> makes it.</summary>
    internal IReadOnlyList<(string Name, Shape Result, Action<AcceleratorStream> Launch)> Chain { get; }

    /// <inheritdoc/>
    public void Dispose() => _owned.ForEach(o => o.Dispose());

    internal void Reset() => _counts.MemSetToZero();

    /// <summary>Windows of a bilinear filter that shrinks a line to the input's side: where each begins and how long it is, and weights that are all alike.</summary>
    private (MemoryBuffer1D<int> Starts, MemoryBuffer1D<int> Weights, int Taps) Windows(int length)
    {
        var taps = Math.Min(length, (2 * Launching.Groups(length, InputSide)) + 1);
        var starts = Enumerable.Range(0, InputSide).SelectMany(i => new[] { Math.Min(i * length / InputSide, length - taps), taps });
        var weights = Enumerable.Repeat((1 << Preprocess.Precision) / taps, InputSide * taps);
        return (Own(_accelerator.Allocate1D<int>((ReadOnlySpan<int>)[.. starts])), Own(_accelerator.Allocate1D<int>((ReadOnlySpan<int>)[.. weights])), taps);
    }

    private KernelConfig Groups(int groups, int size) => new(new Index3D(groups, _maps, 1), new Index3D(size, 1, 1));

    private MemoryBuffer1D<int> Integers(int length)
    {
        var buffer = Own(_accelerator.Allocate1D<int>(length));
        buffer.MemSetToZero();
        return buffer;
    }

    private T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }
}
