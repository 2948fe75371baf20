using IlgpuCam.Images;
using IlgpuCam.Imaging.Drawing;
using IlgpuCam.Localize;

namespace IlgpuCam.Imaging.Tests.Drawing;

public sealed class CanvasTests
{
    private static readonly RgbColor Red = new(255, 0, 0);

    [Theory]
    [InlineData(1, 1, 6, 5, 1, 14)]
    [InlineData(1, 1, 6, 5, 2, 20)]
    [InlineData(1, 1, 6, 5, 9, 20)]
    [InlineData(-3, -3, 20, 20, 1, 0)]
    [InlineData(-3, 2, 4, 20, 1, 8)]
    [InlineData(3, 3, 4, 4, 1, 1)]
    [InlineData(3, 3, 3, 6, 1, 0)]
    [InlineData(5, 5, 2, 2, 1, 0)]
    [InlineData(50, 50, 60, 60, 2, 0)]
    public void Outlines_lie_inside_the_box_and_the_picture(int x0, int y0, int x1, int y1, int thickness, int painted)
    {
        var image = new RgbImage(8, 7);
        new Canvas(image).Outline(new PixelBox(x0, y0, x1, y1), thickness, Red);
        var expected = ImageAssert.Draw(8, 7, (x, y) =>
        {
            var inside = x >= x0 && x < x1 && y >= y0 && y < y1;
            var inner = x >= x0 + thickness && x < x1 - thickness && y >= y0 + thickness && y < y1 - thickness;
            return inside && !inner ? (255, 0, 0) : (0, 0, 0);
        });
        ImageAssert.Same(expected, image);
        Assert.Equal(painted, image.Pixels.Count(value => value == 255));
    }

    [Fact]
    public void Every_pixel_of_a_translucent_outline_is_painted_once()
    {
        var image = new RgbImage(9, 9);
        new Canvas(image).Outline(new PixelBox(1, 1, 8, 8), 2, RgbColor.White, 0.5f);
        Assert.Equal(new byte[] { 0, 128 }, image.Pixels.Distinct().Order());
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(0.25f, 138)]
    [InlineData(1, 250)]
    public void Filled_rectangles_mix_with_what_is_below(float opacity, int expected)
    {
        var image = new RgbImage(2, 1, [100, 100, 100, 100, 100, 100]);
        new Canvas(image).Fill(new PixelBox(0, 0, 1, 9), new RgbColor(250, 100, 100), opacity);
        Assert.Equal([(byte)expected, 100, 100, 100, 100, 100], image.Pixels);
    }

    [Fact]
    public void Every_character_has_a_glyph_of_its_own_within_its_line()
    {
        var seen = new HashSet<string>();
        for (var character = ' '; character <= '~'; character++)
        {
            var image = new RgbImage(80, 80);
            new Canvas(image).Write([character], 20, 55, 2, RgbColor.White);
            Assert.True(seen.Add(Convert.ToHexString(image.Pixels)), $"{character} looks like another one");
            var left = 20;
            var right = left + (StrokeFont.Measure([character]) * 2);
            for (var y = 0; y < 80; y++)
            {
                for (var x = 0; x < 80; x++)
                {
                    if (image.Row(y)[3 * x] > 0)
                    {
                        Assert.InRange(x, left - 1, right + 1);
                        Assert.InRange(y, 55 - (2 * (StrokeFont.CapHeight + 3)), 55 + (2 * (StrokeFont.Descent + 1.5)));
                    }
                }
            }
        }

        Assert.Equal(95, seen.Count);
    }

    [Fact]
    public void Strokes_are_as_wide_as_the_pen_and_smooth()
    {
        var image = new RgbImage(40, 40);
        new Canvas(image).Write("I", 10, 30, 1.5f, RgbColor.White);

        // The pen's 2.85 pixels from x = 10 on: two full pixels and a part.
        Assert.Equal([0, 0, 255, 255, 217, 0], Enumerable.Range(8, 6).Select(x => (int)image.Row(22)[3 * x]));
    }

    [Fact]
    public void Text_may_begin_and_end_outside_the_picture()
    {
        for (var size = 1; size < 30; size++)
        {
            var canvas = new Canvas(new RgbImage(size, 31 - size));
            foreach (var (x, y) in new[] { (-100f, 5f), (-7, -3), (5, 500), (size - 2, 20), (3, 31 - size), (1e6f, 1e6f), (-1e6f, 0) })
            {
                canvas.Write("espresso 90.2 % \u00e9\ud83d\ude00\0", x, y, 0.3f + (size / 5f), RgbColor.White);
            }
        }
    }
}
