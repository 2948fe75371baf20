using IlgpuCam.Images;
using IlgpuCam.Localize;

namespace IlgpuCam.Evaluation.Synthetic;

/// <summary>A drawn picture: clutter, and on it one textured shape.</summary>
/// <param name="Image">The picture.</param>
/// <param name="Class">The shape's class.</param>
/// <param name="Box">The pixels at least half of which the shape covers, exactly enclosed.</param>
public sealed record SyntheticPicture(RgbImage Image, string Class, PixelBox Box)
{
    // Places inside a pixel that are looked at, each way.
    private const int Samples = 3;
    private const double LeastContrast = 110;

    /// <summary>The names of the classes, in ordinal order.</summary>
    public static IReadOnlyList<string> Classes { get; } = [.. SyntheticClass.All.Select(c => c.Name)];

    /// <summary>Draws a picture.</summary>
    /// <param name="classIndex">Which of <see cref="Classes"/>.</param>
    /// <param name="seed">Which picture; the same gives the same.</param>
    /// <param name="width">Pixels, 32 to 4096.</param>
    /// <param name="height">Pixels, 32 to 4096.</param>
    public static SyntheticPicture Draw(int classIndex, ulong seed, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(classIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(classIndex, SyntheticClass.All.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(width, height), 32);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Max(width, height), 4096);
        var random = new SeededRandom(seed);
        var image = new RgbImage(width, height);
        DrawGround(image, random);
        var side = Math.Min(width, height);
        for (var i = random.Next(30) + 25; i > 0; i--)
        {
            DrawFragment(image, random, side);
        }

        var shape = SyntheticClass.All[classIndex];
        var radius = random.NextDouble(0.14, 0.42) * side;
        var patch = new Patch(
            random.NextDouble(radius + 1, width - radius - 1), random.NextDouble(radius + 1, height - radius - 1), radius, random.NextDouble(0, 2 * Math.PI), shape.Shape, shape.Texture);
        var first = Colour(random);
        var second = Colour(random);
        while (Distance(first, second) < LeastContrast)
        {
            second = Colour(random);
        }

        return new(image, shape.Name, Paint(image, patch, first, second));
    }

    // A ground whose colour changes slowly from corner to corner, with grain.
    private static void DrawGround(RgbImage image, SeededRandom random)
    {
        double[][] corners = [Colour(random), Colour(random), Colour(random), Colour(random)];
        var grain = random.NextDouble(2, 14);
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Row(y);
            var v = (y + 0.5) / image.Height;
            for (var x = 0; x < image.Width; x++)
            {
                var u = (x + 0.5) / image.Width;
                var noise = random.NextDouble(-grain, grain);
                for (var c = 0; c < 3; c++)
                {
                    var upper = (corners[0][c] * (1 - u)) + (corners[1][c] * u);
                    var lower = (corners[2][c] * (1 - u)) + (corners[3][c] * u);
                    row[(3 * x) + c] = Byte((upper * (1 - v)) + (lower * v) + noise);
                }
            }
        }
    }

    // Bars, blobs and small patches of every class's texture: neither an edge nor a texture alone tells where the shape is.
    private static void DrawFragment(RgbImage image, SeededRandom random, int side)
    {
        var kind = random.Next(3);
        var radius = random.NextDouble(0.02, kind == 0 ? 0.25 : 0.08) * side;
        var slim = random.NextDouble(0.05, 0.2);
        var texture = SyntheticClass.All[random.Next(SyntheticClass.All.Length)].Texture;
        Func<double, double, bool> shape = kind == 0
            ? (x, y) => Math.Abs(x) <= 0.95 && Math.Abs(y) <= slim
            : (x, y) => (x * x) + (y * y * (1 + (5 * slim))) <= 1;
        var patch = new Patch(
            random.NextDouble(0, image.Width), random.NextDouble(0, image.Height), radius, random.NextDouble(0, 2 * Math.PI), shape,
            kind == 2 ? (x, y) => texture(x / 3, y / 3) : (_, _) => true);
        Paint(image, patch, Colour(random), Colour(random));
    }

    private static PixelBox Paint(RgbImage image, Patch patch, double[] first, double[] second)
    {
        var (x0, x1) = Extent(patch.X, patch.Radius, image.Width);
        var (y0, y1) = Extent(patch.Y, patch.Radius, image.Height);
        var (sin, cos) = Math.SinCos(patch.Angle);
        int left = image.Width, top = image.Height, right = 0, bottom = 0;
        for (var y = y0; y < y1; y++)
        {
            var row = image.Row(y);
            for (var x = x0; x < x1; x++)
            {
                int inside = 0, light = 0;
                for (var s = 0; s < Samples * Samples; s++)
                {
                    var dx = (x + (((s % Samples) + 0.5) / Samples) - patch.X) / patch.Radius;
                    var dy = (y + (((s / Samples) + 0.5) / Samples) - patch.Y) / patch.Radius;
                    var (u, v) = ((dx * cos) + (dy * sin), (dy * cos) - (dx * sin));
                    if (patch.Shape(u, v))
                    {
                        inside++;
                        light += patch.Texture(u, v) ? 1 : 0;
                    }
                }

                if (inside == 0)
                {
                    continue;
                }

                for (var c = 0; c < 3; c++)
                {
                    ref var value = ref row[(3 * x) + c];
                    value = Byte(((light * first[c]) + ((inside - light) * second[c]) + (((Samples * Samples) - inside) * value)) / (Samples * Samples));
                }

                if (2 * inside >= Samples * Samples)
                {
                    (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x + 1), Math.Min(top, y), Math.Max(bottom, y + 1));
                }
            }
        }

        return new(left, top, right, bottom);
    }

    private static (int From, int To) Extent(double centre, double radius, int length) =>
        (Math.Clamp((int)Math.Floor(centre - radius), 0, length), Math.Clamp((int)Math.Ceiling(centre + radius), 0, length));

    private static double[] Colour(SeededRandom random) => [random.NextDouble(0, 256), random.NextDouble(0, 256), random.NextDouble(0, 256)];

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (p, q) => (p - q) * (p - q)).Sum());

    private static byte Byte(double value) => (byte)Math.Clamp(value, 0, 255);

    private sealed record Patch(double X, double Y, double Radius, double Angle, Func<double, double, bool> Shape, Func<double, double, bool> Texture);
}
