using IlgpuCam.Explain;
using IlgpuCam.Images;
using IlgpuCam.Localize;

namespace IlgpuCam.Imaging.Tests;

public sealed class OverlayTests
{
    private static readonly ActivationMap Map = new(2, 3, [-1, 0, 1, 0.5f, 2, 4]);

    [Fact]
    public void The_colour_is_mixed_in_where_the_map_is_high()
    {
        var photo = new RgbImage(4, 1, [.. Enumerable.Repeat((byte)100, 12)]);
        var options = new OverlayOptions { Colormap = Colormap.Gray, Opacity = 0.5f };
        var overlay = Overlay.Render(photo, [-3, 0, 5, 10], options: options);

        // Nothing below 0; half of the range and more has the full share of 0.5: (100 + 128) / 2 and (100 + 255) / 2.
        Assert.Equal([100, 100, 114, 178], Enumerable.Range(0, 4).Select(x => (int)overlay.Pixels[3 * x]));
        Assert.Equal(100, photo.Pixels[9]);
    }

    [Fact]
    public void Without_fading_every_pixel_takes_the_same_share()
    {
        var photo = new RgbImage(3, 1, [.. Enumerable.Repeat((byte)100, 9)]);
        var options = new OverlayOptions { Colormap = Colormap.Gray, Opacity = 0.25f, FadeOut = false, Range = HeatRange.MinimumToMaximum };
        var overlay = Overlay.Render(photo, [-10, 0, 10], options: options);
        Assert.Equal([75, 107, 139], Enumerable.Range(0, 3).Select(x => (int)overlay.Pixels[3 * x]));
    }

    [Theory]
    [InlineData(new float[] { -1, -2, 0, -3 })]
    [InlineData(new float[] { float.NaN, float.NaN, float.NaN, float.NaN })]
    [InlineData(new float[] { 0, 0, 0, 0 })]
    public void A_map_without_evidence_leaves_the_photo_as_it_is(float[] heat)
    {
        var photo = ImageAssert.Noise(2, 2, 1);
        ImageAssert.Same(photo, Overlay.Render(photo, heat));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Values_that_are_not_finite_do_not_hide_the_others(float odd)
    {
        var picture = Heatmap.Render([odd, 0, 5, 10], 4, 1, Colormap.Gray);
        Assert.Equal([odd > 0 ? 255 : 0, 0, 128, 255], Enumerable.Range(0, 4).Select(x => (int)picture.Pixels[3 * x]));
        var extreme = Heatmap.Render([float.MinValue, 0, float.MaxValue], 3, 1, Colormap.Gray, HeatRange.MinimumToMaximum);
        Assert.Equal([0, 128, 255], Enumerable.Range(0, 3).Select(x => (int)extreme.Pixels[3 * x]));
    }

    [Theory]
    [InlineData(7, 5)]
    [InlineData(33, 64)]
    [InlineData(20, 65)]
    [InlineData(5, 200)]
    public void A_map_that_is_upsampled_in_bands_gives_what_the_full_map_gives(int width, int height)
    {
        Placement[] placements =
        [
            Placement.Whole(width, height),
            new(width, height, 1.5, height / 3.0, width / 2.0, height / 2.5),
            new(width, height, -3, -9, width * 2, height + 30),
        ];
        foreach (var placement in placements)
        {
            var full = new float[width * height];
            Localizer.Upsample(Map, placement, full);
            var expected = Heatmap.Render(full, width, height);
            var actual = Heatmap.Render(Map, placement);
            for (var i = 0; i < expected.Pixels.Length; i++)
            {
                // The bands' coordinates are rounded differently: a level of the colour map at most.
                Assert.InRange(actual.Pixels[i] - expected.Pixels[i], -8, 8);
            }
        }
    }

    [Fact]
    public void Annotations_stay_inside_pictures_of_any_size()
    {
        foreach (var (width, height) in Sizes())
        {
            var photo = ImageAssert.Noise(width, height, width + height);
            var boxes = new PixelBox[]
            {
                new(0, 0, width, height), new(width / 2, height / 2, width, height), new(width - 1, height - 1, width, height), new(-50, -50, 500, 500), new(3, 3, 3, 3),
            };
            foreach (var box in boxes)
            {
                Overlay.Render(photo, Map, Placement.Whole(width, height), [new(box, "espresso", "90.2 %"), new(null, "a label alone")]);
            }

            Overlay.Annotate(photo, []);
        }
    }

    [Fact]
    public void A_box_is_drawn_on_its_own_pixels()
    {
        // No seam and no label on so small a box: the box alone.
        var image = new RgbImage(30, 20);
        Overlay.Annotate(image, [new(new PixelBox(4, 5, 11, 12), "espresso")]);
        var expected = new RgbImage(30, 20);
        new Imaging.Drawing.Canvas(expected).Outline(new PixelBox(4, 5, 11, 12), 1, RgbColor.White);
        ImageAssert.Same(expected, image);
    }

    [Theory]
    [InlineData(600, 400, 150, 200, 450, 350)]
    [InlineData(600, 400, 550, 200, 600, 350)]
    [InlineData(600, 400, 0, 0, 600, 400)]
    [InlineData(120, 90, 10, 10, 80, 80)]
    [InlineData(4000, 3000, 3900, 5, 4000, 900)]
    public void A_label_is_a_dark_plate_with_light_letters_that_is_wholly_inside(int width, int height, int x0, int y0, int x1, int y1)
    {
        var image = ImageAssert.Draw(width, height, (_, _) => (128, 128, 128));
        var bare = ImageAssert.Draw(width, height, (_, _) => (128, 128, 128));
        var box = new PixelBox(x0, y0, x1, y1);
        Overlay.Annotate(image, [new(box, "espresso", "90.2 %")]);
        Overlay.Annotate(bare, [new(box, "")]);
        var (left, top, right, bottom) = (width, height, 0, 0);
        for (var at = 0; at < image.Pixels.Length; at += 3)
        {
            if (image.Pixels[at] != bare.Pixels[at])
            {
                var (x, y) = (at / 3 % width, at / 3 / width);
                (left, right) = (Math.Min(left, x), Math.Max(right, x));
                (top, bottom) = (Math.Min(top, y), Math.Max(bottom, y));
            }
        }

        var plate = (right - left + 1.0) / (bottom - top + 1);
        Assert.InRange(plate, 5.5, 7.5);
        Assert.InRange(bottom - top + 1, Math.Min(width, height) / 23, Math.Max(16, Math.Min(width, height) / 12));
    }

    [Fact]
    public void A_map_of_another_size_is_refused()
    {
        var photo = new RgbImage(4, 3);
        Assert.Throws<ArgumentException>(() => Overlay.Render(photo, new float[11]));
        Assert.Throws<ArgumentException>(() => Overlay.Render(photo, Map, Placement.Whole(3, 4)));
        Assert.Throws<ArgumentException>(() => Heatmap.Render(new float[11], 4, 3));
        Assert.Throws<ArgumentException>(() => Heatmap.Render(Map, default));
        Assert.Throws<ArgumentException>(() => ContactSheet.Render(photo, [new(Map, Placement.Whole(3, 4), new(null, "a"))]));
    }

    private static IEnumerable<(int Width, int Height)> Sizes()
    {
        for (var size = 1; size <= 50; size++)
        {
            yield return (size, size);
            yield return (size, 51 - size);
        }

        yield return (1000, 1);
        yield return (2, 900);
        yield return (400, 60);
        yield return (60, 400);
    }
}
