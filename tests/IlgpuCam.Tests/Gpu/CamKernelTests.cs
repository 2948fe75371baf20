using IlgpuCam.Compute;
using IlgpuCam.Kernels;
using IlgpuCam.Localize;

namespace IlgpuCam.Tests.Gpu;

/// <summary>The kernels from features to boxes against the library's code for the processor, which finds the same pixels.</summary>
public sealed class CamKernelTests
{
    private const int Parts = 3;

    [Theory]
    [AcceleratorData]
    [CudaData]
    public void Boxes_of_random_maps_are_those_of_the_processor(string device)
    {
        var random = new Random(5);
        foreach (var (height, width, connectivity) in new[] { (7, 7, 8), (1, 1, 4), (13, 3, 8), (40, 61, 4), (33, 32, 8) })
        {
            var maps = Enumerable.Range(0, 4).Select(_ => Random(random, height * width)).ToArray();
            Placement[] placements = [Placement.Whole(61, 40), Placement.Whole(1, 1), new(90, 50, -7.5, 3, 80, 40), Placement.Whole(width, height)];
            Check(device, maps, height, width, placements, connectivity, 0.2f);
        }
    }

    [Theory]
    [AcceleratorData]
    [CudaData]
    public void Masks_that_are_hard_to_join_are_joined(string device)
    {
        const int Side = 71;
        float[][] maps =
        [
            Draw(Side, Spiral),
            Draw(Side, (x, y) => (x + y) % 2 == 0), // A checkerboard: one component, or as many as pixels.
            Draw(Side, (x, y) => y == Side - 1 || x % 2 == 0), // A comb.
            Draw(Side, (_, _) => true),
            Draw(Side, (_, _) => false), // A map of one value that is not positive has no mask.
            Draw(Side, (x, y) => x % 2 == 0 && y % 2 == 0),
            Draw(Side, (x, y) => x == 63 && y == 17),
        ];
        foreach (var connectivity in new[] { 4, 8 })
        {
            Check(device, maps, Side, Side, [.. maps.Select(_ => Placement.Whole(Side, Side))], connectivity, 0.5f);
        }
    }

    [Theory]
    [AcceleratorData]
    [CudaData]
    public void Not_a_number_is_in_no_mask(string device)
    {
        var map = Random(new(3), 35);
        map[8] = map[21] = float.NaN;
        Check(device, [map, [.. Enumerable.Repeat(float.NaN, 35)]], 5, 7, [Placement.Whole(33, 20), Placement.Whole(9, 9)], 8, 0.2f);
    }

    private static void Check(string device, float[][] maps, int height, int width, Placement[] placements, int connectivity, float threshold)
    {
        using var accelerator = TestDevices.Create(device);
        var results = Locate(accelerator, maps, height, width, placements, connectivity, threshold);
        for (var i = 0; i < maps.Length; i++)
        {
            var options = new LocalizerOptions { Threshold = threshold, Connectivity = (Connectivity)connectivity };
            var expected = Localizer.Locate(maps[i], height, width, placements[i], options);
            var found = results.AsSpan(i * ConnectedComponents.ResultLength, ConnectedComponents.ResultLength);
            var box = expected.Box ?? new PixelBox(0, 0, 0, 0);
            Assert.Equal([expected.ComponentArea, box.X0, box.Y0, box.X1, box.Y1, expected.Peak.X, expected.Peak.Y], found[..7].ToArray());
            Assert.Equal(expected.Maximum, BitConverter.Int32BitsToSingle(found[7]));
        }
    }

    private static int[] Locate(Accelerator accelerator, float[][] maps, int height, int width, Placement[] placements, int connectivity, float threshold)
    {
        var offset = 0;
        var places = new MapPlacement[maps.Length];
        for (var i = 0; i < maps.Length; i++)
        {
            var (p, covered) = (placements[i], placements[i].Covered);
            var (scaleX, shiftX) = MapInterpolator.Line(width, p.Left, p.Width);
            var (scaleY, shiftY) = MapInterpolator.Line(height, p.Top, p.Height);
            places[i] = new()
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
            offset += covered.Width * covered.Height;
        }

        using var mapBuffer = accelerator.Allocate1D<float>((ReadOnlySpan<float>)maps.SelectMany(m => m).ToArray());
        using var placeBuffer = accelerator.Allocate1D<MapPlacement>((ReadOnlySpan<MapPlacement>)places);
        using var maxima = accelerator.Allocate1D<float>(maps.Length * Parts);
        using var peaks = accelerator.Allocate1D<int>(maps.Length * Parts);
        using var labels = accelerator.Allocate1D<int>(offset);
        using var statistics = accelerator.Allocate1D<int>(offset * ConnectedComponents.Statistics);
        using var firsts = accelerator.Allocate1D<int>(offset);
        using var counts = accelerator.Allocate1D<int>(maps.Length);
        using var results = accelerator.Allocate1D<int>(maps.Length * ConnectedComponents.ResultLength);
        counts.MemSetToZero();
        var stream = accelerator.DefaultStream;
        var (w, h) = (places.Max(p => p.Width), places.Max(p => p.Height));
        var tiles = new KernelConfig(
            new Index3D((w + ConnectedComponents.TileWidth - 1) / ConnectedComponents.TileWidth, (h + ConnectedComponents.TileHeight - 1) / ConnectedComponents.TileHeight, maps.Length),
            new Index3D(ConnectedComponents.TileWidth, ConnectedComponents.TileHeight, 1));
        Upsampling.Peaks(
            stream, new(new Index3D(Parts, maps.Length, 1), new Index3D(Upsampling.GroupSize, 1, 1)), mapBuffer.View, placeBuffer.View, maxima.View, peaks.View, width, height);
        ConnectedComponents.LabelTiles(
            stream, tiles, mapBuffer.View, placeBuffer.View, maxima.View, labels.View, statistics.View, firsts.View, counts.View, width, height, Parts, threshold, connectivity);
        ConnectedComponents.JoinTiles(stream, tiles, placeBuffer.View, labels.View, connectivity);
        ConnectedComponents.AddTiles(
            stream, new(new Index3D(2, maps.Length, 1), new Index3D(ConnectedComponents.GroupSize, 1, 1)), placeBuffer.View, labels.View, statistics.View, firsts.View, counts.View);
        ConnectedComponents.SelectLargest(
            stream, new(new Index3D(maps.Length, 1, 1), new Index3D(ConnectedComponents.GroupSize, 1, 1)), placeBuffer.View, labels.View, statistics.View, firsts.View, counts.View,
            maxima.View, peaks.View, results.View, Parts);
        return results.GetAsArray1D();
    }

    private static float[] Random(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => (float)((random.NextDouble() * 2) - 1))];

    private static float[] Draw(int side, Func<int, int, bool> isSet) =>
        [.. Enumerable.Range(0, side * side).Select(i => isSet(i % side, i / side) ? 1f : 0f)];

    // Rings two apart, opened on one side and joined to the next, so that the way to the middle is as long as it can be.
    private static bool Spiral(int x, int y)
    {
        const int Last = 70;
        var ring = Math.Min(Math.Min(x, y), Math.Min(Last - x, Last - y));
        var isGap = x == ring && y == ring + 1;
        var isBridge = ring % 2 == 1 && x == ring && y == ring + 1;
        return (ring % 2 == 0 && !isGap) || isBridge;
    }
}
