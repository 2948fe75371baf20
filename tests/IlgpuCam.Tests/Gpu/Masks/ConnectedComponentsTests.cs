using IlgpuCam.Localize;
using IlgpuCam.Tests.Gpu.Cases;

namespace IlgpuCam.Tests.Gpu.Masks;

/// <summary>
/// The largest components of masks, on every accelerator and by the library's code for the processor, against a flood fill, bit for bit. In a plain run a share of them; all 10,000 random ones, of up to
/// 4096x4096 pixels, and the hard ones of that size where <c>ILGPUCAM_FULL_MASKS</c> is 1.
/// </summary>
public sealed class ConnectedComponentsTests
{
    private const float Threshold = 0.5f;
    private const int LargestSide = 4096;
    private const int LargestSideOfShare = 128;
    private const int PixelsAtOnce = 1 << 18;
    private const int MasksAtOnce = 25;

    private static readonly bool IsFull = Environment.GetEnvironmentVariable("ILGPUCAM_FULL_MASKS") == "1";
    private static readonly int Masks = IsFull ? 10_000 : 300;
    private static readonly (int Width, int Height)[] Sizes = IsFull ? [(71, 71), (515, 389), (LargestSide, LargestSide)] : [(71, 71), (130, 67)];

    [Theory]
    [AcceleratorData]
    [CudaData]
    public void Components_of_random_masks_are_those_of_a_flood_fill(string device)
    {
        using var accelerator = TestDevices.Create(device);
        var random = new Random(11);
        for (var done = 0; done < Masks;)
        {
            var (width, height) = (Side(random), Side(random));
            var count = Math.Min(Masks - done, Math.Clamp(PixelsAtOnce / (width * height), 1, MasksAtOnce));
            var maps = Enumerable.Range(0, count).Select(_ => RandomMasks.Create(random, width, height)).ToArray();
            using var run = new CaseDevice(accelerator);
            Check(run, maps, width, height, $"mask {done} and on of {width}x{height}");
            done += count;
        }
    }

    [Theory]
    [AcceleratorData]
    [CudaData]
    public void Components_of_hard_masks_are_those_of_a_flood_fill(string device)
    {
        using var accelerator = TestDevices.Create(device);
        foreach (var (width, height) in Sizes)
        {
            foreach (var (name, isSet) in HardMasks.All)
            {
                using var run = new CaseDevice(accelerator);
                Check(run, [HardMasks.Draw(isSet, width, height)], width, height, $"{name} of {width}x{height}");
            }
        }
    }

    // As many between 1 and 2 pixels as between 2 and 4, and so on.
    private static int Side(Random random) => (int)Math.Pow(IsFull ? LargestSide : LargestSideOfShare, random.NextDouble());

    private static void Check(CaseDevice device, float[][] maps, int width, int height, string what)
    {
        var placement = Placement.Whole(width, height);
        var placements = Enumerable.Repeat(placement, maps.Length).ToArray();
        foreach (var connectivity in new[] { 4, 8 })
        {
            var found = DeviceLocator.Locate(device, [.. maps.SelectMany(m => m)], height, width, placements, connectivity, Threshold);
            var options = new LocalizerOptions { Threshold = Threshold, Connectivity = (Connectivity)connectivity };
            for (var i = 0; i < maps.Length; i++)
            {
                var expected = FloodFill.Largest(maps[i], width, connectivity, Threshold);
                Assert.True(expected == found[i], $"{what}, number {i}, {connectivity} neighbours: {found[i]}, expected {expected}");
                Assert.Equal(expected, LocatedBox.Of(Localizer.Locate(maps[i], height, width, placement, options)));
            }
        }
    }
}
