using IlgpuCam.Localize;

namespace IlgpuCam.Tests.Localize;

public sealed class ContoursTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 9)]
    [InlineData(17, 1)]
    [InlineData(5, 7)]
    [InlineData(31, 23)]
    public void Bounds_are_those_of_components_and_of_enclosed_background(int width, int height)
    {
        var random = new Random((width * 100) + height);
        for (var i = 0; i < 60; i++)
        {
            var density = (i % 9) / 8.0;
            var mask = Enumerable.Range(0, width * height).Select(_ => (byte)(random.NextDouble() < density ? 1 + random.Next(255) : 0)).ToArray();

            var found = Contours.Find(mask, width, height);

            var components = Pieces(mask, width, height, foreground: true);
            var holes = Pieces(mask, width, height, foreground: false)
                .Where(b => b.X0 > 0 && b.Y0 > 0 && b.X1 < width && b.Y1 < height).Select(b => new PixelBox(b.X0 - 1, b.Y0 - 1, b.X1 + 1, b.Y1 + 1));
            Assert.Equal(Sorted(components), Sorted(found.Where(c => !c.IsHole).Select(c => c.Bounds)));
            Assert.Equal(Sorted(holes), Sorted(found.Where(c => c.IsHole).Select(c => c.Bounds)));
        }
    }

    // The areas are those of OpenCV 4.6's contourArea.
    [Theory]
    [InlineData("#", "0")]
    [InlineData("#####", "0")]
    [InlineData("##/##", "1")]
    [InlineData(".#./#.#/.#.", "2 2")]
    [InlineData("#####/#...#/#.#.#/#...#/#####", "16 14 0")]
    [InlineData("####/#..#/#..#/####", "9 7")]
    [InlineData("#..#/.##./.##./#..#", "1")]
    [InlineData("######./#....##/#.##..#/#....##/######.", "23 19 0")]
    public void Areas_are_of_the_polygon_through_pixel_centres(string drawing, string areas)
    {
        var rows = drawing.Split('/');
        var mask = string.Concat(rows).Select(c => c == '#' ? (byte)255 : (byte)0).ToArray();

        var found = Contours.Find(mask, rows[0].Length, rows.Length);

        Assert.Equal(areas, string.Join(' ', found.Select(c => c.Area)));
    }

    [Fact]
    public void A_mask_of_another_size_is_refused() => Assert.Throws<ArgumentException>(() => Contours.Find(new byte[5], 2, 3));

    private static IEnumerable<string> Sorted(IEnumerable<PixelBox> boxes) => boxes.Select(b => b.ToString()).Order(StringComparer.Ordinal);

    // Floods: eight neighbours for the foreground, four for the background.
    private static List<PixelBox> Pieces(byte[] mask, int width, int height, bool foreground)
    {
        var open = mask.Select(v => (v != 0) == foreground).ToArray();
        var boxes = new List<PixelBox>();
        for (var start = 0; start < open.Length; start++)
        {
            if (!open[start])
            {
                continue;
            }

            var queue = new Queue<int>([start]);
            open[start] = false;
            var box = new PixelBox(width, height, 0, 0);
            while (queue.TryDequeue(out var pixel))
            {
                var (x, y) = (pixel % width, pixel / width);
                box = new(Math.Min(box.X0, x), Math.Min(box.Y0, y), Math.Max(box.X1, x + 1), Math.Max(box.Y1, y + 1));
                for (var n = 0; n < 9; n++)
                {
                    var (nx, ny) = (x + (n % 3) - 1, y + (n / 3) - 1);
                    if ((foreground || n % 2 == 1) && nx >= 0 && ny >= 0 && nx < width && ny < height && open[(ny * width) + nx])
                    {
                        open[(ny * width) + nx] = false;
                        queue.Enqueue((ny * width) + nx);
                    }
                }
            }

            boxes.Add(box);
        }

        return boxes;
    }
}
