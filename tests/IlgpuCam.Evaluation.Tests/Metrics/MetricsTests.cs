using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Evaluation.Metrics;
using IlgpuCam.Explain;
using IlgpuCam.Localize;

namespace IlgpuCam.Evaluation.Tests.Metrics;

public sealed class MetricsTests
{
    [Fact]
    public void A_map_that_is_the_object_is_right_at_every_overlap()
    {
        // 28 cells a side of 8 pixels; the object fills the middle.
        var map = Square(28, 7, 21);

        var share = BoxAccuracy.Judge(map, Placement.Whole(448, 112), [new(112, 28, 336, 84)]);

        Assert.True(share.At70[50]);
        Assert.True(share.Single[50]);
        Assert.Equal(share, BoxShare.Parse(share.ToString()));
    }

    [Fact]
    public void A_second_component_counts_in_V2_alone()
    {
        var map = Square(28, 0, 12);
        for (var i = 20 * 28; i < 27 * 28; i++)
        {
            map.Values[i] = i % 28 is >= 20 and < 27 ? 1 : map.Values[i];
        }

        var share = BoxAccuracy.Judge(map, Placement.Whole(224, 224), [new(160, 160, 216, 216)]);

        Assert.True(share.At50[50]);
        Assert.False(share.Single[50]);
    }

    [Fact]
    public void A_constant_map_is_wrong_everywhere() =>
        Assert.Equal(default, BoxAccuracy.Judge(new(3, 3, new float[9]), Placement.Whole(10, 10), [new(5, 5, 9, 9)]));

    [Fact]
    public void The_best_threshold_is_that_of_the_whole_set()
    {
        var accuracy = new BoxAccuracy();
        Assert.True(double.IsNaN(accuracy.MaxBoxAcc));
        accuracy.Add(new(Bits(1, 2), Bits(1), Bits(1), default));
        accuracy.Add(new(Bits(2, 3), Bits(1), Bits(2), default));
        accuracy.Add(new(Bits(99), Bits(1), Bits(3), Bits(7)));

        Assert.Equal(200 / 3.0, accuracy.MaxBoxAcc, 10);
        Assert.Equal((100 + (100 / 3.0) + (100 / 3.0)) / 3, accuracy.MaxBoxAccV2, 10);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("000000000000000000000000Z")]
    public void A_share_that_is_none_is_refused(string text) => Assert.Throws<FormatException>(() => ThresholdBits.Parse(text));

    [Fact]
    public void Pixel_precision_is_the_area_under_the_curve()
    {
        // By hand: at 0.9 one right of one, at 0.5 two right of three, at 0.1 three right of five.
        var precision = new PixelPrecision();
        float[] scores = [0.9f, 0.5f, 0.5f, 0.1f, 0.1f, 1, 0.7f];
        byte[] mask = [1, 1, 0, 1, 0, 0, 1];
        byte[] ignore = [1, 0, 0, 0, 0, 1, 0];
        var share = PixelShare.Judge(scores.AsSpan(0, 6), mask.AsSpan(0, 6), ignore.AsSpan(0, 6));
        precision.Add(PixelShare.Parse(share.ToString()));

        Assert.Equal(100 * ((1 / 3.0) + (2 / 9.0) + (3 / 15.0)), precision.PxAP, 10);
    }

    [Fact]
    public void Scores_fall_into_the_step_whose_lower_edge_they_reach()
    {
        var steps = Enumerable.Range(0, 1001).Select(i => (float)(i * 0.001)).ToArray();
        foreach (var score in steps)
        {
            var share = PixelShare.Judge([score], [1], []);
            var bin = share.Object.IndexOf(1);
            Assert.True(bin * 0.001 <= score && (bin == 1000 || (bin + 1) * 0.001 > score));
        }
    }

    [Fact]
    public void Bootstrap_intervals_are_those_of_the_binomial_and_repeat_themselves()
    {
        var outcomes = Enumerable.Range(0, 164).Select(i => i < 100 ? 1.0 : 0).ToArray();

        var interval = Bootstrap.OfMean(outcomes);

        // 0.61 with a standard error of 0.038.
        Assert.InRange(interval.Low, 0.52, 0.55);
        Assert.InRange(interval.High, 0.67, 0.70);
        Assert.Equal(interval, Bootstrap.OfMean(outcomes));
        Assert.NotEqual(interval, Bootstrap.OfMean(outcomes, seed: 2));
        Assert.Equal(new Interval(1, 1), Bootstrap.OfMean([1.0]));
        Assert.True(double.IsNaN(Bootstrap.OfMean([]).Low));
    }

    [Fact]
    public void The_curve_over_thresholds_has_the_boxes_of_the_localizer()
    {
        var map = Square(28, 7, 21);
        var placement = Placement.Whole(56, 56);
        TrueBox[] truth = [new(14, 14, 42, 42)];

        var bits = ThresholdCurve.Judge(map, placement, new(), truth);

        for (var t = 0; t < ThresholdBits.Count; t += 9)
        {
            var box = Localizer.Locate(map, placement, new() { Threshold = t * 0.01 }).Box!.Value;
            Assert.Equal(truth[0].IntersectionOverUnion(box) >= 0.5, bits[t]);
        }
    }

    private static ThresholdBits Bits(params int[] thresholds) => thresholds.Aggregate(default(ThresholdBits), (bits, t) => bits.With(t, true));

    private static ActivationMap Square(int side, int from, int to) =>
        new(side, side, [.. Enumerable.Range(0, side * side).Select(i => i % side >= from && i % side < to && i / side >= from && i / side < to ? 1f : 0f)]);
}
