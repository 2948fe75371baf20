using IlgpuCam.Evaluation.Metrics;
using IlgpuCam.Explain;
using IlgpuCam.Localize;

namespace IlgpuCam.Evaluation.Tests.Metrics;

public sealed class BoxJudgementTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 40)]
    [InlineData(2, 2)]
    [InlineData(33, 1)]
    [InlineData(7, 5)]
    [InlineData(31, 9)]
    [InlineData(32, 32)]
    [InlineData(65, 34)]
    public void All_boxes_are_those_of_the_contours_at_every_threshold(int width, int height)
    {
        var random = new Random((width * 100) + height);
        for (var i = 0; i < 40; i++)
        {
            var pixels = Picture(random, width, height, i);
            using var grey = Grey(pixels, width, height);
            PixelBox[] truth = [Box(random, width, height), Box(random, width, height), new(width, -3, -5, height + 9)];

            Assert.Equal(ByContours(pixels, width, height, truth), BoxJudgement.Judge(grey, truth));
        }
    }

    [Theory]
    [InlineData(7, 640, 480)]
    [InlineData(14, 101, 333)]
    [InlineData(1, 20, 20)]
    [InlineData(60, 224, 224)]
    public void Maps_are_judged_by_the_contours_of_their_grey_levels(int side, int photoWidth, int photoHeight)
    {
        var random = new Random(side);
        for (var i = 0; i < 8; i++)
        {
            var map = new ActivationMap(side, side, [.. Enumerable.Range(0, side * side).Select(_ => (random.NextSingle() * 3) - 1)]);
            var placement = i % 2 == 0 ? Placement.Whole(photoWidth, photoHeight) : new(photoWidth, photoHeight, photoWidth * 0.1, -3, photoWidth * 0.7, photoHeight + 6);
            var scores = ScoreMap.Of(map.Values, side, side, placement);
            var pixels = Array.ConvertAll(scores, s => (byte)(s * 255));
            using var grey = ScoreMap.Grey(map, placement);

            Assert.Equal(pixels, Enumerable.Range(0, ScoreMap.Side).SelectMany(y => ScoreMap.Grey(map, placement).Row(y).ToArray()));
            PixelBox[] truth = [Box(random, ScoreMap.Side, ScoreMap.Side)];
            Assert.Equal(ByContours(pixels, ScoreMap.Side, ScoreMap.Side, truth), BoxJudgement.Judge(grey, truth));
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_map_with_a_value_that_is_no_number_is_black(float value)
    {
        var map = new ActivationMap(2, 3, [1, 2, value, 3, 4, 5]);

        using var grey = ScoreMap.Grey(map, Placement.Whole(30, 20));

        Assert.Equal(0, grey.Maximum());
        Assert.All(ScoreMap.Of(map.Values, 2, 3, Placement.Whole(30, 20)), v => Assert.Equal(0, v));
    }

    // As the definition has it: the contours at each threshold, one after the other.
    private static BoxShare ByContours(byte[] grey, int width, int height, PixelBox[] truth)
    {
        double Overlap(Contour contour) => truth.Max(t => new PixelBox(
            contour.Bounds.X0, contour.Bounds.Y0, Math.Min(contour.Bounds.X1, width - 1) + 1, Math.Min(contour.Bounds.Y1, height - 1) + 1)
            .IntersectionOverUnion(new(t.X0, t.Y0, t.X1 + 1, t.Y1 + 1)));
        var share = default(BoxShare);
        for (var t = 0; t < ThresholdBits.Count; t++)
        {
            var contours = Contours.FindAbove((byte)(t * 0.01 * grey.Max()), grey, width, height).DefaultIfEmpty().ToArray();
            var best = contours.Max(Overlap);
            share = new(
                share.Single.With(t, Overlap(contours.MaxBy(c => c.Area)) >= 0.5), share.At30.With(t, best >= 0.3), share.At50.With(t, best >= 0.5), share.At70.With(t, best >= 0.7));
        }

        return share;
    }

    // Noise, plateaus, few levels, one level, lines, and rings.
    private static byte[] Picture(Random random, int width, int height, int kind) => [.. Enumerable.Range(0, width * height).Select(i => (X: i % width, Y: i / width)).Select(p => (kind % 8) switch
    {
        0 => (byte)random.Next(256),
        1 => (byte)(random.Next(3) * 100),
        2 => (byte)(kind * 6),
        3 => (byte)(255 * ((p.X + p.Y) % 2)),
        4 => (byte)(127 + (120 * Math.Sin(p.X * 0.4) * Math.Cos(p.Y * 0.3))),
        5 => (byte)(127 + (127 * Math.Sin(Math.Sqrt(Math.Pow(p.X - (width / 2), 2) + Math.Pow(p.Y - (height / 2), 2)) * 0.7))),
        6 => (byte)(random.Next(12) == 0 ? random.Next(256) : 0),
        _ => (byte)((random.Next(20) == 0 ? 0 : 90) + (p.X * 100 / width)),
    })];

    private static PixelBox Box(Random random, int width, int height)
    {
        var (x, y) = (random.Next(width), random.Next(height));
        return new(x, y, x + random.Next(width), y + random.Next(height));
    }

    private static GreyPicture Grey(byte[] pixels, int width, int height)
    {
        var grey = new GreyPicture(width, height);
        for (var y = 0; y < height; y++)
        {
            pixels.AsSpan(y * width, width).CopyTo(grey.Row(y));
            grey.Pad(y);
        }

        return grey;
    }
}
