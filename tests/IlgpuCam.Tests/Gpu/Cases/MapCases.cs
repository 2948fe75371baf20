using IlgpuCam.Compute;
using IlgpuCam.Kernels;
using IlgpuCam.Localize;

namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary><see cref="ClassActivationMaps"/>, and <see cref="Upsampling"/> to the full size.</summary>
internal static class MapCases
{
    internal static IEnumerable<KernelCase> All =>
    [
        new("class activation maps of 37 channels", d => CheckSum(d, 2, 37, 35, 5, [1, 4, 0, 0, 1, 2])),
        new("a class activation map of one channel and pixel", d => CheckSum(d, 1, 1, 1, 1, [0, 0])),
        new("targets of maps", CheckTargets),
        new("maps at the photos' size", d => CheckUpsampling(d, 5, 7, [Placement.Whole(61, 40), Placement.Whole(1, 1), new(90, 50, -7.5, 3, 80, 40), Placement.Whole(7, 5)])),
        new("a map of one value at a photo's size", d => CheckUpsampling(d, 1, 1, [Placement.Whole(3, 5)])),
    ];

    private static void CheckTargets(CaseDevice device)
    {
        var (winners, named, targets, counts) = (device.Upload(7, 3, 5, 9, 1, 0), device.Upload(4), device.Result(20, -1), device.Result(10, 99));
        device.Launch(s => MapTargets.Run(s, CaseDevice.Over(9), winners, named, targets.View, counts.View, 2, 3, 9));
        Assert.Equal([0, 7, 0, 3, 0, 4, 1, 5, 1, 9, 1, 4, 2, 1, 2, 0, 2, 4, -1, -1], targets.GetAsArray1D());
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 99], counts.GetAsArray1D());
    }

    private static void CheckSum(CaseDevice device, int images, int channels, int pixels, int classes, int[] targets)
    {
        var (maps, x, w) = (targets.Length / 2, device.Random(images * channels * pixels), device.Random(classes * channels));
        var (features, weights, pairs, output) = (device.Upload(x), device.Upload(w), device.Upload(targets), device.Result(maps * pixels));
        var config = new KernelConfig(new Index3D(CaseDevice.Parts(pixels, ClassActivationMaps.Pixels), maps, 1), new Index3D(ClassActivationMaps.GroupSize, 1, 1));
        device.Launch(s => ClassActivationMaps.WeightedSum(s, config, features, weights, pairs, output.View, channels, pixels));
        device.Expect(
            [.. Enumerable.Range(0, maps * pixels).Select(i =>
            {
                var (image, target) = (targets[2 * (i / pixels)], targets[(2 * (i / pixels)) + 1]);
                return Enumerable.Range(0, channels).Sum(c => (double)w[(target * channels) + c] * x[(((image * channels) + c) * pixels) + (i % pixels)]);
            })],
            output);
    }

    private static void CheckUpsampling(CaseDevice device, int height, int width, Placement[] placements)
    {
        var maps = device.Random(placements.Length * height * width);
        var places = DeviceLocator.Places(placements, height, width);
        var covered = places.Sum(p => p.Width * p.Height);
        var (input, table, output) = (device.Upload(maps), device.Upload(places), device.Result(covered));
        device.Launch(s => Upsampling.Run(s, CaseDevice.Over(places.Max(p => p.Width * p.Height), places.Length), input, table, output.View, width, height));
        Assert.Equal(placements.SelectMany((p, i) => Covered(maps.AsSpan(i * height * width, height * width), height, width, p)), output.GetAsArray1D());
    }

    // The processor's values, which a device has to have to the last bit.
    private static float[] Covered(ReadOnlySpan<float> map, int height, int width, Placement placement)
    {
        var photo = new float[placement.PhotoWidth * placement.PhotoHeight];
        Localizer.Upsample(map, height, width, placement, photo);
        var covered = placement.Covered;
        return [.. Enumerable.Range(covered.Y0, covered.Height).SelectMany(y => photo.Skip((y * placement.PhotoWidth) + covered.X0).Take(covered.Width))];
    }
}
