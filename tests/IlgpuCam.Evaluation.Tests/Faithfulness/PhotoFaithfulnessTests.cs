using IlgpuCam.Evaluation.Faithfulness;
using IlgpuCam.Evaluation.Summaries;
using IlgpuCam.Explain;

namespace IlgpuCam.Evaluation.Tests.Faithfulness;

public sealed class PhotoFaithfulnessTests
{
    [Fact]
    public void Areas_are_those_of_trapezoids_and_a_drop_is_a_share_of_the_confidence()
    {
        var photo = new PhotoFaithfulness(0.8, 0.6, [0.8, 0.4, 0], [0, 0.6, 0.8], [0.5, 0.1], [0.7, 0.5]);

        Assert.Equal(0.25, photo.Drop, 6);
        Assert.False(photo.IsIncreased);
        Assert.Equal(0.4, photo.DeletionArea, 12);
        Assert.Equal(0.5, photo.InsertionArea, 12);
        Assert.Equal((0.1 + 0.2) / 2, photo.Road, 12);
        var better = photo with { Masked = 0.9, MostRelevantFirst = [], LeastRelevantFirst = [] };
        Assert.Equal((0, true), (better.Drop, better.IsIncreased));
        Assert.True(double.IsNaN(better.Road));

        var summary = new FaithfulnessSummary([photo, better]);
        Assert.Equal([0.125, 0.5, 0.4, 0.5], summary.Figures.Take(4).Select(f => Math.Round(f.Value, 6)));
        Assert.Equal([0.8, 0.4, 0], summary.Deletion.Select(v => Math.Round(v, 12)));
        Assert.Empty(summary.MostRelevantFirst);
    }

    [Fact]
    public void A_map_is_scaled_before_it_is_enlarged_and_what_is_no_number_counts_as_nothing()
    {
        Assert.Equal([0, 0.25f, 0.75f, 1], PixelMap.Scaled(new ActivationMap(1, 2, [-3, 5]), 1, 4));
        Assert.Equal([0, 0, 0], PixelMap.Scaled(new ActivationMap(1, 1, [7]), 1, 3));
        Assert.Equal([0, 0, 1], PixelMap.Scaled(new ActivationMap(1, 3, [float.NaN, 2, 4]), 1, 3));
    }

    [Fact]
    public void Pixels_are_ordered_from_the_largest_and_equal_ones_as_they_stand() =>
        Assert.Equal([3, 1, 4, 0, 2, 5], PixelMap.Order([0, 0.5f, 0f, 1, 0.5f, 0]));
}
