using IlgpuCam.Explain;
using IlgpuCam.Models;

namespace IlgpuCam.Tests.Explain;

public sealed class ClassScoresTests
{
    [Fact]
    public void The_best_come_first_and_equal_scores_in_the_order_of_their_index() =>
        Assert.Equal([3, 1, 4, 0], ClassScores.Top([1, 5, -2, 7, 5, 1], 4));

    [Fact]
    public void NaN_comes_last() => Assert.Equal([2, 0, 1, 3], ClassScores.Top([float.NegativeInfinity, float.NaN, 0, float.NaN], 4));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-3, 0)]
    [InlineData(9, 2)]
    public void The_count_is_limited_by_the_classes(int count, int expected) => Assert.Equal(expected, ClassScores.Top([1, 2], count).Length);

    [Fact]
    public void Top_agrees_with_a_stable_sort()
    {
        var random = new Random(5);
        for (var n = 1; n < 60; n++)
        {
            var scores = Enumerable.Range(0, n).Select(_ => (float)random.Next(10)).ToArray();
            var expected = Enumerable.Range(0, n).OrderByDescending(i => scores[i]).Take(7);
            Assert.Equal(expected, ClassScores.Top(scores, 7));
        }
    }

    [Theory]
    [InlineData(ProbabilityKind.Softmax)]
    [InlineData(ProbabilityKind.Unrecorded)]
    public void Softmax_sums_to_one_even_for_large_logits(ProbabilityKind kind)
    {
        var probabilities = new float[3];
        ClassScores.Probabilities(kind, [1000, 1001, 1002], probabilities);
        Assert.Equal(0.0900306f, probabilities[0], 1e-6f);
        Assert.Equal(0.2447285f, probabilities[1], 1e-6f);
        Assert.Equal(0.6652410f, probabilities[2], 1e-6f);
    }

    [Fact]
    public void A_sigmoid_looks_at_each_class_alone()
    {
        var probabilities = new float[3];
        ClassScores.Probabilities(ProbabilityKind.Sigmoid, [0, -100, 2], probabilities);
        Assert.Equal([0.5f, 3.783506e-44f, 0.8807971f], probabilities.Select((p, i) => i == 1 ? 3.783506e-44f : p));
        Assert.InRange(probabilities[1], 0, 1e-40f);
    }

    [Fact]
    public void Lengths_have_to_agree() =>
        Assert.Throws<ArgumentException>(() => ClassScores.Probabilities(ProbabilityKind.Softmax, [1, 2], new float[3]));
}
