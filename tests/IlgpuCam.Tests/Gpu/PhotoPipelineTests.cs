using IlgpuCam.Compute;
using IlgpuCam.Explain;
using IlgpuCam.Gpu;
using IlgpuCam.Images;
using IlgpuCam.Localize;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Testing;
using IlgpuCam.Tests.Cpu;

namespace IlgpuCam.Tests.Gpu;

/// <summary>From photos to boxes on every accelerator of the machine: what the processor finds, and of the device's own maps the same boxes to the pixel.</summary>
public sealed class PhotoPipelineTests
{
    private const int Classes = 9;

    private static readonly Preprocessing Squashed = Preprocessing.Inception.WithSize(31, 37);

    private static readonly (int Width, int Height)[] Sizes = [(53, 31), (1, 1), (37, 31), (7, 300), (211, 13), (64, 64), (2, 1)];

    [Theory]
    [AcceleratorData]
    public void Photos_of_every_size_in_one_batch_or_alone(string device)
    {
        using var test = new Pair(device, Squashed);
        test.Check(Photos(1), new() { Top = 3 });
        foreach (var photo in Photos(2))
        {
            test.Check([photo], new() { Top = 2 });
        }
    }

    [Theory]
    [AcceleratorData]
    public void Photos_that_were_decoded_at_a_fraction_of_their_size(string device)
    {
        using var test = new Pair(device, Squashed with { Resize = ResizeMode.Shorter, Shorter = 40 });
        var (small, other) = (Photos(14)[5], Photos(15)[5]);
        test.CheckReduced([new(small), new(small, 255, 509, new(0, 0, 63.75f, 63.625f)), new(other, 255, 509, new(0.25f, 0, 64, 63.625f))], new() { Top = 2 });
        test.CheckReduced([new(other), new(small, 256, 512, new(0, 0, 64, 64)), new(small, 255, 509, new(0.25f, 0, 64, 63.625f))], new() { Top = 2 });
    }

    [Theory]
    [AcceleratorData]
    public void Every_resize_mode_and_filter(string device)
    {
        foreach (var filter in Enum.GetValues<ResampleFilter>())
        {
            using var test = new Pair(device, Preprocessing.Caffe.WithSize(31, 37) with { Resize = ResizeMode.Letterbox, Filter = filter, Mean = [1, 50, 100], StandardDeviation = [50, 60, 70] });
            test.Check(Photos(3), new() { Top = 2 });
        }

        // A shorter side that is longer than the input, as long, and shorter, so that the photo is cropped, fits, or is surrounded by the mean.
        foreach (var shorter in new[] { 43, 31, 16 })
        {
            using var test = new Pair(device, Preprocessing.ImageNet.WithSize(31, 37) with { Shorter = shorter });
            test.Check(Photos(4), new() { Top = 2 });
        }
    }

    [Theory]
    [AcceleratorData]
    public void Named_classes_come_behind_the_best_and_none_comes_twice(string device)
    {
        using var test = new Pair(device, Squashed);
        var photos = Photos(5)[..3];
        test.Check(photos, new() { Classes = [8, 0, 8] });
        test.Check(photos, new() { Top = 4, Classes = [.. Enumerable.Range(0, Classes)] });
        test.Check(photos, new() { Top = 400 });
        test.Check(photos, new() { Top = 0 });
        test.Check(photos, new());
    }

    [Theory]
    [AcceleratorData]
    public void Threshold_and_connectivity(string device)
    {
        using var test = new Pair(device, Squashed);
        foreach (var connectivity in Enum.GetValues<Connectivity>())
        {
            foreach (var threshold in new[] { 0, 0.2, 0.75, 1 })
            {
                test.Check(Photos(6)[..4], new() { Top = 3, Localizer = new() { Threshold = threshold, Connectivity = connectivity } });
            }
        }
    }

    [Theory]
    [AcceleratorData]
    public void Boxes_that_the_processor_makes_of_the_devices_maps(string device)
    {
        using var test = new Pair(device, Squashed);
        var photos = Photos(16);
        foreach (var localizer in new LocalizerOptions[] { new() { Boxes = BoxMode.TightLoose }, new() { Boxes = BoxMode.All }, new() { Percentile = 90, Threshold = 0.4 } })
        {
            test.Check(photos, new() { Top = 2, Localizer = localizer });
            var with = test.Device.Localize(photos, new() { Localizer = localizer });
            var without = test.Device.Localize(photos, new() { Localizer = localizer, KeepMaps = false });
            Assert.Equal(with.SelectMany(r => r.Predictions.Select(p => p.Localization)), without.SelectMany(r => r.Predictions.Select(p => p.Localization)));
            Assert.All(without.SelectMany(r => r.Predictions), p => Assert.Null(p.Map));
        }
    }

    [Theory]
    [AcceleratorData]
    public void Views_whose_maps_add_up(string device)
    {
        using var test = new Pair(device, Squashed);
        var photos = Photos(17)[..5];
        foreach (var views in new MapViews[] { new() { Flip = true }, new() { Scales = [37, 50] }, new() { TenCrop = true } })
        {
            test.Check(photos, new() { Top = 2, Views = views });
        }

        using var cropped = new Pair(device, Preprocessing.ImageNet.WithSize(31, 37) with { Shorter = 43 });
        cropped.Check(photos, new() { Classes = [1], Views = new() { Scales = [50, 37], Flip = true } });
    }

    [Theory]
    [AcceleratorData]
    public void Batches_that_come_again_allocate_nothing_and_see_the_new_pixels(string device)
    {
        using var test = new Pair(device, Squashed);
        test.Check(Photos(7), new() { Top = 3 });
        var before = test.Accelerator.MemoryStatistics;
        for (var seed = 8; seed < 11; seed++)
        {
            test.Check(Photos(seed), new() { Top = 3 }); // Recorded the first of these times, then replayed.
        }

        test.Check(Photos(11)[1..6], new() { Top = 2, Classes = [4] }); // Fewer and smaller ones fit into what is there.
        Assert.Equal(before.UsedBytes, test.Accelerator.MemoryStatistics.UsedBytes);
        Assert.Equal(before.Allocations + before.Reuses, test.Accelerator.MemoryStatistics.Allocations + test.Accelerator.MemoryStatistics.Reuses);
    }

    [Theory]
    [AcceleratorData]
    public void Plans_that_are_given_up_give_their_memory_back(string device)
    {
        using var test = new Pair(device, Squashed);
        int[] sizes = [31, 15, 7, 3, 1]; // One more than plans are kept, and none so near the next larger that it would do.
        var live = new List<(int, long)>();
        for (var round = 0; round < 3; round++)
        {
            foreach (var size in sizes)
            {
                Assert.Equal(size, test.Device.Localize([.. Enumerable.Repeat(new RgbImage(5, 4), size)], new() { Top = 1 }).Length);
            }

            live.Add((test.Accelerator.LiveObjects, test.Accelerator.MemoryStatistics.UsedBytes));
        }

        Assert.Equal(live[1], live[2]);
    }

    [Theory]
    [AcceleratorData]
    public void Maps_stay_on_the_device_where_nobody_asks_for_them(string device)
    {
        using var test = new Pair(device, Squashed);
        var photos = Photos(12)[..2];
        var with = test.Device.Localize(photos);
        var without = test.Device.Localize(photos, new() { KeepMaps = false });
        Assert.All(without.SelectMany(r => r.Predictions), p => Assert.Throws<InvalidOperationException>(() => p.RequireMap()));
        Assert.Equal(with.SelectMany(r => r.Predictions.Select(p => p with { Map = null })), without.SelectMany(r => r.Predictions));
        Assert.All(test.Processor.Localize(photos[0], new() { KeepMaps = false }).Predictions, p => Assert.Null(p.Map));
    }

    [Theory]
    [AcceleratorData]
    public void What_is_too_large_for_the_kernels_or_the_memory_is_done_by_the_processor(string device)
    {
        using var test = new Pair(device, Squashed, mostMapPixels: 1200);
        var photos = Photos(15);
        test.Check(photos, new() { Top = 2 }); // Some photos go alone, some of their maps alone, some not at all.
        test.Check([photos[4], photos[5]], new() { Top = 2 });
        test.Check([photos[1], new(1, 70_000), photos[2]], new() { Top = 2 });
        test.Check([new(70_000, 1)], new() { Top = 1 });
    }

    [Theory]
    [AcceleratorData]
    public void A_node_on_the_processor_may_be_in_the_middle(string device)
    {
        using var test = new Pair(device, Squashed, isPadded: true);
        for (var run = 0; run < 2; run++)
        {
            test.Check(Photos(13)[..3], new() { Top = 2 });
        }
    }

    [Theory]
    [AcceleratorData]
    public async Task Threads_share_a_device(string device)
    {
        using var test = new Pair(device, Squashed);
        var photos = Photos(14);
        var alone = photos.Select(p => Describe(test.Device.Localize(p))).ToArray();
        var work = Enumerable.Range(0, 4).Select(i => Task.Run(() =>
        {
            var some = photos[(i % 3)..(3 + i)];
            return (First: i % 3, Found: test.Device.Localize(some).Select(Describe).ToArray());
        }));
        foreach (var (first, found) in await Task.WhenAll(work))
        {
            Assert.Equal(alone[first..(first + found.Length)], found);
        }
    }

    [Fact]
    public void A_class_that_is_not_there_is_refused_and_no_photos_give_no_results()
    {
        using var test = new Pair("emulator", Squashed);
        Assert.Throws<ArgumentOutOfRangeException>(() => test.Device.Localize(Photos(1), new() { Classes = [Classes] }));
        Assert.Empty(test.Device.Localize(Array.Empty<RgbImage>()));
        Assert.Empty(test.Processor.Localize(Array.Empty<RgbImage>()));
    }

    private static RgbImage[] Photos(int seed)
    {
        var random = new Random(seed);
        return [.. Sizes.Select(s =>
        {
            var photo = new RgbImage(s.Width, s.Height);
            random.NextBytes(photo.Pixels);
            return photo;
        })];
    }

    private static string Describe(PhotoResult result) => string.Join("; ", result.Predictions.Select(p => p with { Map = null }));

    /// <summary>One small network on a device and on the processor.</summary>
    private sealed class Pair : IDisposable
    {
        private readonly AcceleratorBackend _backend;

        internal Pair(string device, Preprocessing preprocessing, bool isPadded = false, int mostMapPixels = 1 << 26)
        {
            var test = new TestNetwork();
            var maps = test.Convolution(test.Input(1, 3, preprocessing.Height, preprocessing.Width), 3, 8, new(3, 3), new(2, 2), activation: Activation.Relu);
            maps = isPadded ? test.Add(new Pad([0, 0, 1, 2, 0, 0, 2, 1], Mode: PadMode.Reflect), maps) : maps;
            maps = test.Convolution(maps, 8, 11, new(3, 3), new(2, 2), activation: Activation.Relu);
            var pooled = test.Add(new Flatten(), test.Add(new GlobalPool(PoolingKind.Average), maps));
            var logits = test.Add(new FullyConnected(), pooled, test.Constant(Classes, 11), test.Constant(Classes));
            var description = new ModelDescription(test.Build(test.Add(new Softmax(), logits))) { Preprocessing = preprocessing };
            Accelerator = Accelerator.Create(Devices.Enumerate().Devices.First(d => d.Id == device));
            _backend = new(Accelerator, device, ownsAccelerator: true) { MostMapPixels = mostMapPixels };
            Device = new(description, new() { Backend = _backend });
            Processor = new(description, new() { Threads = 1 });
            Assert.True(Device.RunsBatches);
            Assert.False(Processor.RunsBatches);
        }

        internal Accelerator Accelerator { get; }

        internal CamModel Device { get; }

        internal CamModel Processor { get; }

        public void Dispose()
        {
            Device.Dispose();
            Processor.Dispose();
            _backend.Dispose();
        }

        internal void Check(RgbImage[] photos, LocalizeOptions options) => CheckReduced([.. photos.Select(p => new Photo(p))], options);

        internal void CheckReduced(Photo[] photos, LocalizeOptions options)
        {
            var (expected, found) = (Processor.Localize(photos, options), Device.Localize(photos, options));
            Assert.Equal(photos.Length, found.Length);
            for (var i = 0; i < photos.Length; i++)
            {
                Assert.Equal(expected[i].Placement, found[i].Placement);
                Assert.Equal(expected[i].Predictions.Select(p => p.ClassIndex), found[i].Predictions.Select(p => p.ClassIndex));
                foreach (var (e, f) in expected[i].Predictions.Zip(found[i].Predictions))
                {
                    Near.Equal([e.Logit, e.Probability], [f.Logit, f.Probability], 1e-5, "logit and probability");
                    Near.Equal(e.RequireMap().Values, f.RequireMap().Values, 1e-4, "the map");

                    // Of the very same map the same box.
                    Assert.Equal(Localizer.Locate(f.RequireMap(), found[i].Placement, options.Localizer, out var boxes), f.Localization);
                    Assert.Equal(boxes.AsEnumerable(), f.Boxes.AsEnumerable());
                }
            }
        }
    }
}
