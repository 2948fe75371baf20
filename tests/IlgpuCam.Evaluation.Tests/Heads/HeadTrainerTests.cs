using System.Collections.Immutable;
using IlgpuCam.Evaluation.Heads;
using IlgpuCam.Models;

namespace IlgpuCam.Evaluation.Tests.Heads;

public sealed class HeadTrainerTests
{
    [Fact]
    public void Two_classes_share_one_problem_and_their_logits_differ_by_its_decision_value()
    {
        var (samples, features) = Data(40, i => i % 3 == 0 ? ["b"] : ["a"]);
        var head = HeadTrainer.Train(samples, features, new() { Cost = 0.5 });
        Assert.Equal(["a", "b"], head.Classes.ToArray());
        Assert.Equal(ProbabilityKind.Softmax, head.Probability);
        var rows = samples.Select((_, i) => (double[])[.. features[i].Select(f => (double)f), 1]).ToArray();
        var fit = NewtonSolver.Minimise(new(rows, [.. Enumerable.Range(0, 40)], [.. samples.Select(s => s.Labels[0] == "b" ? 1.0 : -1)], HeadLoss.Logistic, 0.5));
        var logits = head.Decide(features[7], []);
        Assert.Equal(DenseVector.Dot(fit.Weights, rows[7]), logits[1] - logits[0], 9);
        Assert.Equal(0, logits[0] + logits[1], 9);
    }

    [Fact]
    public void Three_classes_are_each_against_the_rest_whatever_the_threads()
    {
        var (samples, features) = Data(60, i => [$"c{i % 3}"]);
        var one = HeadTrainer.Train(samples, features, new() { Loss = HeadLoss.SquaredHinge });
        var two = HeadTrainer.Train(samples, features, new() { Loss = HeadLoss.SquaredHinge, Threads = 3 });
        Assert.Equal(5, one.Validation.Length);
        Assert.Contains(one.Validation, v => v.Cost == one.Cost);
        Assert.Equal(one.Validation.ToArray(), two.Validation.ToArray());
        for (var c = 0; c < 3; c++)
        {
            Assert.Equal(one.Weights(c).ToArray(), two.Weights(c).ToArray());
            Assert.Equal(one.Bias[c], two.Bias[c]);
        }

        Assert.Equal(1, HeadScores.Accuracy([.. features.Select(f => one.Decide(f, []))], [.. samples.Select((_, i) => (int[])[i % 3])]));
    }

    [Fact]
    public void Several_labels_or_none_make_a_sigmoid_for_each_class()
    {
        var (samples, features) = Data(60, i => i % 4 == 0 ? [] : i % 4 == 1 ? ["x", "y"] : i % 4 == 2 ? ["y"] : ["x"]);
        var head = HeadTrainer.Train(samples, features, new());
        Assert.Equal(ProbabilityKind.Sigmoid, head.Probability);
        var decisions = features.Select(f => head.Decide(f, [])).ToArray();
        Assert.True(HeadScores.MeanAveragePrecision(decisions, [.. samples.Select(s => s.Labels.Select(l => l == "x" ? 0 : 1).ToArray())]) > 0.9);
    }

    [Fact]
    public void Standardised_training_is_the_same_as_training_on_standardised_features()
    {
        var (samples, features) = Data(30, i => [i % 2 == 0 ? "a" : "b"]);
        var head = HeadTrainer.Train(samples, features, new() { Cost = 1, Standardize = true });
        var size = features[0].Length;
        var means = Enumerable.Range(0, size).Select(k => features.Average(f => (double)f[k])).ToArray();
        var deviations = Enumerable.Range(0, size).Select(k => Math.Sqrt(features.Average(f => Math.Pow(f[k] - means[k], 2)))).ToArray();
        var scaled = features.Select(f => (double[])[.. f.Select((v, k) => (v - means[k]) / deviations[k]), 1]).ToArray();
        var fit = NewtonSolver.Minimise(new(scaled, [.. Enumerable.Range(0, 30)], [.. samples.Select(s => s.Labels[0] == "b" ? 1.0 : -1)], HeadLoss.Logistic, 1));
        var logits = head.Decide(features[3], []);
        Assert.Equal(DenseVector.Dot(fit.Weights, scaled[3]), logits[1] - logits[0], 7);
    }

    [Fact]
    public void Extra_columns_are_learned_beside_the_features()
    {
        var (samples, features) = Data(40, i => [i % 2 == 0 ? "even" : "odd"]);
        var random = new SeededRandom(1);
        float[][] noise = [.. features.Select(_ => new[] { (float)random.NextDouble(), (float)random.NextDouble() })];
        HeadSample[] extra = [.. samples.Select((s, i) => s with { Extra = [i % 2 == 0 ? -1 : 1] })];
        var head = HeadTrainer.Train(extra, noise, new() { Cost = 1 });
        Assert.Equal(3, head.Size);
        Assert.True(head.Weights(1)[2] > 3 * Math.Abs(head.Weights(1)[0]));
        Assert.Equal([0.0], head.MeanExtra.ToArray());
    }

    [Fact]
    public void Folds_hold_every_class_evenly_and_depend_on_the_seed_alone()
    {
        var (samples, features) = Data(53, i => [i < 20 ? "a" : "b"]);
        var set = new HeadSamples(samples, features, multiLabel: false);
        var folds = CrossValidation.Deal(set, 5, 7);
        Assert.Equal(folds, CrossValidation.Deal(set, 5, 7));
        Assert.NotEqual(folds, CrossValidation.Deal(set, 5, 8));
        for (var fold = 0; fold < 5; fold++)
        {
            Assert.Equal(4, folds.Take(20).Count(f => f == fold));
            Assert.InRange(folds.Count(f => f == fold), 10, 11);
        }
    }

    [Theory]
    [InlineData(new[] { 0.8, 0.9, 0.9 }, 1)]
    [InlineData(new[] { 0.9, 0.9, 0.8 }, 1)]
    [InlineData(new[] { 0.9, 0.8, 0.9 }, 0.1)]
    public void Of_equally_good_costs_the_one_nearest_to_1_is_taken(double[] scores, double expected) =>
        Assert.Equal(expected, CrossValidation.Choose([.. scores.Select((s, i) => new CostScore(Math.Pow(10, i - 1), s))]));

    [Fact]
    public void Average_precision_is_that_of_the_steps()
    {
        // Order + - + +: precisions 1, 2/3, 3/4 at the positives.
        double[][] decisions = [[4], [3], [2], [1]];
        Assert.Equal((1 + (2 / 3.0) + 0.75) / 3, HeadScores.MeanAveragePrecision(decisions, [[0], [], [0], [0]]), 12);
    }

    [Fact]
    public void One_class_alone_cannot_be_told_from_anything()
    {
        var (samples, features) = Data(4, _ => ["only"]);
        Assert.Contains("only", Assert.Throws<HeadException>(() => HeadTrainer.Train(samples, features, new())).Message, StringComparison.Ordinal);
    }

    private static (HeadSample[] Samples, float[][] Features) Data(int count, Func<int, ImmutableArray<string>> labels)
    {
        var random = new SeededRandom(3);
        HeadSample[] samples = [.. Enumerable.Range(0, count).Select(i => new HeadSample($"{i}.png", $"{i}.png", labels(i)))];
        string[] classes = [.. samples.SelectMany(s => s.Labels).Distinct().Order(StringComparer.Ordinal)];
        return (samples, [.. samples.Select(s => (float[])[.. classes.Select(c => (float)((s.Labels.Contains(c) ? 1 : 0) + (0.8 * random.NextDouble()))), (float)random.NextDouble()])]);
    }
}
