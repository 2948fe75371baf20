using IlgpuCam.Explain;
using IlgpuCam.Localize;

namespace IlgpuCam.Tests.Localize;

public sealed class BoxModeTests
{
    private static readonly LocalizerOptions All = new() { Boxes = BoxMode.All };

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(64, 48)]
    [InlineData(451, 319)]
    public void The_first_of_all_boxes_is_the_largest_component(int width, int height)
    {
        var random = new Random(width);
        for (var i = 0; i < 20; i++)
        {
            var map = new ActivationMap(5, 6, [.. Enumerable.Range(0, 30).Select(_ => (random.NextSingle() * 2) - 1)]);

            var single = Localizer.Locate(map, Placement.Whole(width, height));
            var several = Localizer.Locate(map, Placement.Whole(width, height), All, out var boxes);

            Assert.Equal(single, several);
            Assert.Equal(single.Box, boxes.IsEmpty ? null : boxes[0]);
        }
    }

    [Fact]
    public void All_boxes_come_by_the_pixels_of_their_components()
    {
        var map = new ActivationMap(5, 5, [1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0]);

        Localizer.Locate(map, Placement.Whole(5, 5), All, out var boxes);

        Assert.Equal<PixelBox[]>([new(4, 0, 5, 3), new(0, 4, 2, 5), new(0, 0, 1, 1)], [.. boxes]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(90)]
    [InlineData(99.9)]
    [InlineData(0)]
    public void A_percentile_is_the_value_of_its_rank(double percentile)
    {
        var random = new Random((int)percentile);
        foreach (var (width, height) in new[] { (1, 1), (13, 1), (31, 17), (120, 90) })
        {
            var map = new ActivationMap(4, 3, [.. Enumerable.Range(0, 12).Select(_ => random.NextSingle() + 0.1f)]);
            var placement = Placement.Whole(width, height);
            var values = new float[width * height];
            Localizer.Upsample(map, placement, values);
            var sorted = values.Order().ToArray();
            var value = sorted[Math.Max((int)Math.Ceiling(percentile / 100 * sorted.Length), 1) - 1];

            var found = Localizer.Locate(map, placement, new() { Percentile = percentile, Threshold = 1 });

            // The mask of values from that one on, by the threshold over the maximum.
            var (expected, _) = PlainLocalizer.Locate([.. values.Select(v => v >= value ? 1f : 0f)], placement, new() { Threshold = 1 });
            Assert.Equal((expected.Box, expected.ComponentArea), (found.Box, found.ComponentArea));
        }
    }

    [Fact]
    public void Negative_values_have_percentiles_in_their_order_and_make_no_box()
    {
        var map = new ActivationMap(1, 4, [-4, -3, -2, 5]);
        var mostly = Localizer.Locate(map, Placement.Whole(4, 1), new() { Percentile = 50, Threshold = 0.2 });
        Assert.Equal(new PixelBox(3, 0, 4, 1), mostly.Box);
        Assert.Null(Localizer.Locate(new ActivationMap(1, 2, [-1, -2]), Placement.Whole(4, 1), new() { Percentile = 90 }).Box);
        Assert.Null(Localizer.Locate(new ActivationMap(1, 2, [float.NaN, float.NaN]), Placement.Whole(4, 1), new() { Percentile = 90 }).Box);
    }

    [Fact]
    public void Tight_and_loose_boxes_lie_in_what_the_network_saw()
    {
        var values = Enumerable.Range(0, 49).Select(i => Math.Max(0, 4 - Math.Max(Math.Abs((i % 7) - 3), Math.Abs((i / 7) - 3))) / 4f).ToArray();
        var placement = new Placement(400, 200, 100, 0, 200, 200);

        var found = Localizer.Locate(new ActivationMap(7, 7, values), placement, new() { Boxes = BoxMode.TightLoose }, out var boxes);

        Assert.Equal(boxes[0], found.Box);
        Assert.True(boxes.Length >= 2);
        Assert.All(boxes, b => Assert.True(b.X0 >= 100 && b.X1 <= 300 && b.Y0 >= 0 && b.Y1 <= 200 && b.Area > 0));
        Assert.True(boxes[1].Area < boxes[0].Area);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 5)]
    [InlineData(6, 40)]
    public void Small_and_constant_pictures_make_no_trouble(int width, int height)
    {
        Assert.All(TightLooseBoxes.Find(new byte[width * height], width, height), _ => Assert.Fail("a black picture has no box"));
        Assert.All(TightLooseBoxes.Find([.. Enumerable.Repeat(2f, width * height)], width, height), _ => Assert.Fail("a constant map has no box"));
        var white = TightLooseBoxes.Find([.. Enumerable.Repeat((byte)255, width * height)], width, height);
        Assert.All(white, b => Assert.True(b.X1 <= width && b.Y1 <= height && b.Area > 0));
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalizerOptions { Percentile = 101 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalizerOptions { Percentile = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalizerOptions { Boxes = (BoxMode)3 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MapViews { Scales = [0] });
    }
}
