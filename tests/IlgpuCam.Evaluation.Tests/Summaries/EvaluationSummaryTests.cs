using IlgpuCam.Evaluation.Records;
using IlgpuCam.Evaluation.Summaries;

namespace IlgpuCam.Evaluation.Tests.Summaries;

public sealed class EvaluationSummaryTests
{
    [Theory]
    [InlineData(new[] { 0.9, 0.8, 0.7, 0.6 }, new[] { true, false, true, false }, 2, (1 + (2 / 3.0)) / 2)]
    [InlineData(new[] { 0.9, 0.9, 0.1 }, new[] { false, true, true }, 2, (0.5 + (2 / 3.0)) / 2)]
    [InlineData(new[] { 0.5, double.NaN }, new[] { false, true }, 1, 0.5)]
    [InlineData(new[] { 0.5 }, new[] { true }, 4, 0.25)]
    public void Average_precision_is_the_mean_precision_at_the_right_ones(double[] scores, bool[] right, int positives, double expected) =>
        Assert.Equal(expected, RankedAverage.Precision(scores.Zip(right), positives), 12);

    [Fact]
    public void No_positives_have_no_average_precision() => Assert.True(double.IsNaN(RankedAverage.Precision([(1, false)], 0)));

    [Fact]
    public void Each_rate_counts_the_photos_it_is_about()
    {
        // Right in class and place; right place for the second class only; a box for the true class that misses; no box in the annotation; failed; unknown class.
        var box = new TrueObject(1, new(0, 0, 10, 10));
        PhotoRecord[] records =
        [
            Photo(0, [1], [box], [Found(1, 0, 10), Found(2, 0, 10)], [Found(1, 0, 10)]),
            Photo(1, [1], [box, box], [Found(2, 0, 10), Found(1, 0, 8)], [Found(1, 0, 8)]),
            Photo(2, [1], [box], [Found(2, 0, 10), Found(3, 0, 6)], [Found(1, 20, 30)]),
            Photo(3, [1], [], [Found(1, 0, 10)], [Found(1, 0, 10)]),
            new(4, "4") { Error = "truncated", Labels = [1], Objects = [box] },
            new(5, "5") { Unknown = ["zebra"], Problems = ["no object"] },
        ];
        var summary = new EvaluationSummary(records, tolerance: 18);
        double Rate(string key) => summary.Rates.Single(r => r.Key == key).Value;
        Assert.Equal((6, 4, 1, 1, 1, 1, 1), (summary.Photos, summary.Images, summary.Failed, summary.WithoutClass, summary.WithoutBox, summary.WithProblems, summary.WithUnknownClasses));
        Assert.Equal(2 / 4.0, Rate("top1_classification"));
        Assert.Equal(3 / 4.0, Rate("top5_classification"));
        Assert.Equal(2 / 3.0, Rate("gt_known_localization"));
        Assert.Equal(1 / 3.0, Rate("top1_localization"));
        Assert.Equal(2 / 3.0, Rate("top5_localization"));
        Assert.Equal(1 / 2.0, Rate("gt_known_localization_single"));
        Assert.Equal(2, summary.SingleObjectImages);
        Assert.Equal(2 / 3.0, Rate("pointing_game"));

        // The third peak, at 20.5, is 10.5 pixels of the photo from the box: 21 of the input.
        Assert.Equal(2 / 3.0, Rate("point_localization"));
        Assert.Equal(1, new EvaluationSummary(records, tolerance: 21).Rates.Single(r => r.Key == "point_localization").Value);
        Assert.Equal([2, 1, 0], summary.Worst(3).Select(r => r.Index));
    }

    [Fact]
    public void Ranking_takes_the_classes_that_were_asked_for_in_every_photo()
    {
        var box = new TrueObject(1, new(0, 0, 10, 10));
        PhotoRecord[] records =
        [
            Photo(0, [1], [box], [Found(1, 0, 10)], [Found(1, 0, 10, 0.9f), Found(2, 0, 10, 0.2f)]),
            Photo(1, [2], [box with { Class = 2 }], [Found(1, 0, 10)], [Found(1, 0, 10, 0.95f), Found(2, 50, 60, 0.4f)]),
        ];
        var summary = new EvaluationSummary(records, 18);
        Assert.Equal([0.5, 1], summary.Classes.Select(c => c.AveragePrecision));
        Assert.Equal([0.5, 0], summary.Classes.Select(c => c.PointAveragePrecision));
        Assert.Equal(0.75, summary.MeanAveragePrecision);
    }

    private static ClassFinding Found(int index, int start, int end, float probability = 0.5f) => new(index, probability, 0, [new(start, start, end, end)], new(start, start));

    private static PhotoRecord Photo(int index, int[] labels, TrueObject[] objects, ClassFinding[] top, ClassFinding[] asked) => new(index, $"{index}")
    {
        Width = 100,
        Height = 100,
        ScaleX = 2,
        ScaleY = 2,
        Labels = [.. labels],
        Objects = [.. objects],
        Top = [.. top],
        Asked = [.. asked],
    };
}
