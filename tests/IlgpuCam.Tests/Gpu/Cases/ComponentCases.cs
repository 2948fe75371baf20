using IlgpuCam.Localize;

namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary><see cref="Kernels.ConnectedComponents"/> and the peaks before it, which have to give the processor's very boxes.</summary>
internal static class ComponentCases
{
    internal static IEnumerable<KernelCase> All
    {
        get
        {
            foreach (var (height, width, connectivity) in new[] { (1, 1, 4), (7, 7, 8), (13, 3, 8), (9, 33, 4), (17, 65, 8) })
            {
                yield return new($"boxes of maps of {height} by {width}, {connectivity} neighbours", d =>
                {
                    Placement[] placements = [Placement.Whole(41, 20), Placement.Whole(1, 1), new(50, 30, -7.5, 3, 42, 20), Placement.Whole(width, height)];
                    var maps = d.Random(placements.Length * height * width);
                    Check(d, maps, height, width, placements, connectivity, 0.2f);
                });
            }

            yield return new("boxes of maps that are partly no numbers", d =>
            {
                var maps = Enumerable.Repeat(float.NaN, 70).ToArray();
                d.Random(35).CopyTo(maps, 0);
                maps[8] = maps[21] = float.NaN;
                Check(d, maps, 5, 7, [Placement.Whole(33, 20), Placement.Whole(9, 9)], 8, 0.2f);
            });
        }
    }

    private static void Check(CaseDevice device, float[] maps, int height, int width, Placement[] placements, int connectivity, float threshold)
    {
        var found = DeviceLocator.Locate(device, maps, height, width, placements, connectivity, threshold);
        var options = new LocalizerOptions { Threshold = threshold, Connectivity = (Connectivity)connectivity };
        var expected = placements.Select((p, i) => LocatedBox.Of(Localizer.Locate(maps.AsSpan(i * height * width, height * width), height, width, p, options)));
        Assert.Equal(expected, found);
    }
}
