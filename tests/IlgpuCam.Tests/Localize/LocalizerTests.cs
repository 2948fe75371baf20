using IlgpuCam.Explain;
using IlgpuCam.Localize;

namespace IlgpuCam.Tests.Localize;

public sealed class LocalizerTests
{
    private static readonly float[] Thresholds = [0, 0.2f, 0.5f, 0.93f, 1];

    [Theory]
    [InlineData(Connectivity.Four)]
    [InlineData(Connectivity.Eight)]
    public void Random_maps_give_what_the_definition_gives(Connectivity connectivity)
    {
        var random = new Random(connectivity == Connectivity.Four ? 4 : 8);
        for (var i = 0; i < 400; i++)
        {
            var (height, width) = (random.Next(1, 20), random.Next(1, 20));
            var placement = RandomPlacement(random);
            var map = new float[height * width];
            foreach (ref var value in map.AsSpan())
            {
                // Coarse values make plateaus, ties and values exactly at the threshold.
                value = i % 3 == 0 ? random.Next(-2, 6) : (random.NextSingle() * 2) - (i % 7 == 0 ? 2 : 0.8f);
            }

            Check(map, height, width, placement, new() { Threshold = Thresholds[i % Thresholds.Length], Connectivity = connectivity });
        }
    }

    [Theory]
    [InlineData(7, 7, 301, 90)]
    [InlineData(2, 3, 517, 40)]
    [InlineData(3, 60, 640, 33)]
    [InlineData(5, 25, 26, 200)]
    public void Small_maps_of_large_photos_give_what_the_definition_gives(int height, int width, int photoWidth, int photoHeight)
    {
        var random = new Random(width);
        for (var i = 0; i < 24; i++)
        {
            // Steep and flat, and flat but for what rounding leaves.
            var scale = i % 4 == 3 ? 1e-6f : 1;
            var map = Enumerable.Range(0, height * width).Select(_ => (i % 4 == 3 ? 1 : 0) + (scale * (i % 2 == 0 ? random.Next(-1, 4) : (random.NextSingle() * 2) - 0.7f))).ToArray();
            var placement = i % 3 == 0 ? Placement.Whole(photoWidth, photoHeight) : new(photoWidth, photoHeight, photoWidth * 0.3, -photoHeight * 0.2, photoWidth * 0.9, photoHeight * 1.1);
            Check(map, height, width, placement, new() { Threshold = i % 4 == 3 ? 0.999999 : Thresholds[i % Thresholds.Length] });
        }
    }

    [Theory]
    [InlineData(Connectivity.Four)]
    [InlineData(Connectivity.Eight)]
    public void Shapes_that_are_hard_to_label_give_what_the_definition_gives(Connectivity connectivity)
    {
        const int Side = 33;
        var shapes = new Func<int, int, bool>[]
        {
            (x, y) => (x + y) % 2 == 0,
            (x, y) => x % 2 == 0 || y == 0,
            (x, y) => x % 2 == 0 || y == Side - 1,
            (x, y) => y % 2 == 0 || x == (y % 4 == 1 ? 0 : Side - 1),
            (x, y) => Spiral(x, y, Side),
            (x, y) => !Spiral(x, y, Side),
            (x, y) => (x - y) % 5 == 0 || (x + y) % 7 == 0,
            (x, y) => x % 3 == 1 && y % 3 == 1,
            (x, y) => Math.Max(Math.Abs(x - 16), Math.Abs(y - 16)) % 4 < 2,
            (x, y) => Math.Abs(x - 16) + y < 20 && (x + (y / 2)) % 3 != 0,
            (x, y) => true,
        };
        foreach (var shape in shapes)
        {
            var map = Enumerable.Range(0, Side * Side).Select(i => shape(i % Side, i / Side) ? 1f : -1f).ToArray();
            foreach (var (width, height) in new[] { (Side, Side), (66, 71), (99, 20), (11, 50) })
            {
                Check(map, Side, Side, Placement.Whole(width, height), new() { Threshold = 0.9, Connectivity = connectivity });
                Check(map, Side, Side, Placement.Whole(width, height), new() { Threshold = 0, Connectivity = connectivity });
            }
        }
    }

    [Fact]
    public void A_checkerboard_is_one_component_of_eight_neighbours_and_single_pixels_of_four()
    {
        float[] map = [1, 0, 1, 0, 1, 0, 1, 0, 1];
        var placement = Placement.Whole(3, 3);

        var eight = Localizer.Locate(map, 3, 3, placement);
        var four = Localizer.Locate(map, 3, 3, placement, new() { Connectivity = Connectivity.Four });

        Assert.Equal(new Localization(new PixelBox(0, 0, 3, 3), 5, new(0, 0), 1), eight);
        Assert.Equal(new Localization(new PixelBox(0, 0, 1, 1), 1, new(0, 0), 1), four);
    }

    [Fact]
    public void Of_equal_components_the_one_with_the_first_pixel_is_chosen()
    {
        // The right one starts higher, the left one has the earlier column.
        float[] map = [0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0];
        var result = Localizer.Locate(map, 3, 4, Placement.Whole(4, 3), new() { Connectivity = Connectivity.Four });
        Assert.Equal(new PixelBox(3, 0, 4, 2), result.Box);
    }

    [Fact]
    public void A_map_without_a_positive_value_has_no_box_but_a_peak()
    {
        float[] map = [-3, -1, -2, -4];
        Assert.Equal(new Localization(null, 0, new(1, 0), -1), Localizer.Locate(map, 2, 2, Placement.Whole(2, 2)));
        Assert.Null(Localizer.Locate(new float[4], 2, 2, Placement.Whole(50, 40)).Box);

        var mask = new byte[4];
        mask.AsSpan().Fill(7);
        Localizer.Mask(map, 2, 2, Placement.Whole(2, 2), null, mask);
        Assert.Equal(new byte[4], mask);
    }

    [Fact]
    public void A_constant_map_covers_the_photo()
    {
        var result = Localizer.Locate(new ActivationMap(1, 1, [2.5f]), Placement.Whole(31, 17));
        Assert.Equal(new Localization(new PixelBox(0, 0, 31, 17), 31 * 17, new(0, 0), 2.5f), result);
    }

    [Fact]
    public void NaN_is_neither_the_maximum_nor_in_the_mask()
    {
        float[] map = [float.NaN, 1, 1, 1];
        Assert.Equal(new Localization(new PixelBox(0, 0, 2, 2), 3, new(1, 0), 1), Localizer.Locate(map, 2, 2, Placement.Whole(2, 2)));
        Assert.Equal(
            new Localization(null, 0, new(0, 0), float.NegativeInfinity), Localizer.Locate([float.NaN], 1, 1, Placement.Whole(9, 9)));
    }

    [Fact]
    public void Values_that_are_not_finite_give_what_the_definition_gives()
    {
        var random = new Random(11);
        float[] odd = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, float.Epsilon, -float.Epsilon, 0];
        for (var i = 0; i < 300; i++)
        {
            var (height, width) = (random.Next(1, 7), random.Next(1, 7));
            var map = new float[height * width];
            foreach (ref var value in map.AsSpan())
            {
                value = random.Next(4) == 0 ? odd[random.Next(i % 2 == 0 ? 1 : odd.Length)] : random.NextSingle() - 0.3f;
            }

            Check(map, height, width, RandomPlacement(random), new() { Threshold = Thresholds[i % Thresholds.Length] });
        }
    }

    [Fact]
    public void A_crop_leaves_no_evidence_outside()
    {
        // The input is the middle square of a photo twice as wide as high.
        var placement = new Placement(40, 20, 10, 0, 20, 20);
        float[] map = [1, 1, 1, 1];

        var values = new float[40 * 20];
        Localizer.Upsample(map, 2, 2, placement, values);

        Assert.Equal(new PixelBox(10, 0, 30, 20), placement.Covered);
        Assert.Equal(new PixelBox(10, 0, 30, 20), Localizer.Locate(map, 2, 2, placement).Box);
        Assert.All(values.Select((value, i) => (value, x: i % 40)), p => Assert.Equal(p.x is >= 10 and < 30 ? 1 : 0, p.value));

        // With threshold 0, the zeros outside would be above it if they counted.
        Assert.Equal(400, Localizer.Locate(map, 2, 2, placement, new() { Threshold = 0 }).ComponentArea);
    }

    [Fact]
    public void Padding_of_a_letterbox_is_not_on_the_photo()
    {
        // A photo of 40x20 in the middle of a square: the upper and lower quarter of the map lie beyond it.
        var placement = new Placement(40, 20, 0, -10, 40, 40);
        var map = new float[16];
        map[1] = 9;
        map[9] = 1;

        var result = Localizer.Locate(map, 4, 4, placement);

        // The photo's first row lies at 0.55 between rows 0 and 1 of the map; its pixels 14 and 15 lie 0.05 beside column 1.
        Assert.Equal(9 * 0.45f * 0.95f, result.Maximum, 1e-5f);
        Assert.Equal(0, result.Peak.Y);
        Assert.InRange(result.Peak.X, 14, 15);
    }

    [Fact]
    public void Many_threads_agree_and_nothing_is_allocated()
    {
        var random = new Random(5);
        var maps = Enumerable.Range(0, 16).Select(_ => Enumerable.Range(0, 49).Select(_ => random.NextSingle() - 0.4f).ToArray()).ToArray();
        var placement = Placement.Whole(203, 151);
        var expected = maps.Select(map => Localizer.Locate(map, 7, 7, placement)).ToArray();

        Parallel.For(0, 500, i => Assert.Equal(expected[i % 16], Localizer.Locate(maps[i % 16], 7, 7, placement)));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Localizer.Locate(maps[i % 16], 7, 7, placement);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300_000); // Room for pools that a collection trimmed; every run for itself would take over a million.
    }

    [Fact]
    public void Wrong_sizes_are_errors()
    {
        var placement = Placement.Whole(4, 4);
        Assert.Throws<ArgumentException>(() => Localizer.Locate(new float[5], 2, 2, placement));
        Assert.Throws<ArgumentException>(() => Localizer.Locate([], 0, 0, placement));
        Assert.Throws<ArgumentException>(() => Localizer.Locate(new float[4], 2, 2, default));
        Assert.Throws<ArgumentException>(() => Localizer.Upsample(new float[4], 2, 2, placement, new float[15]));
        Assert.Throws<ArgumentException>(() => Localizer.Mask(new float[4], 2, 2, placement, null, new byte[17]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalizerOptions { Threshold = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalizerOptions { Threshold = 1.01 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalizerOptions { Connectivity = (Connectivity)6 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Placement(10, 10, 20, 0, 5, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Placement(10, 10, 0, 0, 5, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Placement.Whole(0, 3));
    }

    [Fact]
    public void Overlap_of_boxes_counts_whole_pixels()
    {
        var box = new PixelBox(0, 0, 4, 3);
        Assert.Equal(1, box.IntersectionOverUnion(box));
        Assert.Equal(4 / 20.0, box.IntersectionOverUnion(new(2, 1, 6, 4)));
        Assert.Equal(0, box.IntersectionOverUnion(new(4, 0, 8, 3)));
        Assert.Equal(0, default(PixelBox).IntersectionOverUnion(default));
    }

    private static void Check(float[] map, int height, int width, Placement placement, LocalizerOptions options)
    {
        var expectedValues = PlainLocalizer.Upsample(map, height, width, placement);
        var values = new float[expectedValues.Length];
        Localizer.Upsample(map, height, width, placement, values);
        Assert.Equal(expectedValues, values);

        var (expected, expectedMask) = PlainLocalizer.Locate(values, placement, options);
        var mask = new byte[values.Length];
        Assert.Equal(expected, Localizer.Mask(map, height, width, placement, options, mask));
        Assert.Equal(expectedMask, mask);
        Assert.Equal(expected, Localizer.Locate(new ActivationMap(height, width, map), placement, options));
    }

    // Squash, crop and letterbox in turn.
    private static Placement RandomPlacement(Random random)
    {
        var (width, height) = (random.Next(1, 70), random.Next(1, 70));
        var side = Math.Min(width, height);
        var longer = Math.Max(width, height);
        return random.Next(3) switch
        {
            0 => Placement.Whole(width, height),
            1 => new(width, height, (width - side) / 2.0, (height - side) / 2.0, side, side),
            _ => new(width, height, (width - longer) / 2.0, (height - longer) / 2.0, longer, longer),
        };
    }

    private static bool Spiral(int x, int y, int side)
    {
        // Rings two apart, joined into one band by a gap beside the diagonal.
        var ring = Math.Min(Math.Min(x, y), Math.Min(side - 1 - x, side - 1 - y));
        return x == y + 1 && x <= side / 2 ? ring % 2 != 0 : ring % 2 == 0;
    }
}
