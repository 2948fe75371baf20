using IlgpuCam.Evaluation.Heads;

namespace IlgpuCam.Evaluation.Tests.Heads;

public sealed class NewtonSolverTests
{
    [Theory]
    [InlineData(HeadLoss.SquaredHinge, 0.5)]
    [InlineData(HeadLoss.SquaredHinge, 4.0)]
    public void Two_opposite_points_have_the_margin_that_a_pencil_gives(HeadLoss loss, double cost)
    {
        // x = +1 and -1 on a line: min w^2/2 + 2 C (1 - w)^2 has w = 4C / (1 + 4C), and no bias.
        double[][] samples = [[1, 1], [-1, 1]];
        var fit = NewtonSolver.Minimise(new(samples, [0, 1], [1, -1], loss, cost));
        Assert.True(fit.HasConverged);
        Assert.Equal(4 * cost / (1 + (4 * cost)), fit.Weights[0], 9);
        Assert.Equal(0, fit.Weights[1], 9);
    }

    [Fact]
    public void Logistic_regression_of_one_point_fulfils_its_stationarity()
    {
        // One sample x = 2 with bias 1: w = C x s, b = C s with s = 1 / (1 + exp(2w + b)), so w = 2b.
        var fit = NewtonSolver.Minimise(new([[2, 1]], [0], [1], HeadLoss.Logistic, 0.7));
        Assert.Equal(2 * fit.Weights[1], fit.Weights[0], 9);
        Assert.Equal(0.7 / (1 + Math.Exp(5 * fit.Weights[1])), fit.Weights[1], 8);
    }

    [Theory]
    [InlineData(HeadLoss.Logistic, 0.01)]
    [InlineData(HeadLoss.Logistic, 100.0)]
    [InlineData(HeadLoss.SquaredHinge, 0.01)]
    [InlineData(HeadLoss.SquaredHinge, 100.0)]
    public void The_gradient_vanishes_at_the_minimum_and_agrees_with_differences_of_the_objective(HeadLoss loss, double cost)
    {
        var problem = Problem(loss, cost, samples: 61, features: 13);
        var fit = NewtonSolver.Minimise(problem);
        Assert.True(fit.HasConverged);
        Assert.True(fit.GradientNorm <= 1e-6 * GradientAt(problem, new double[problem.Size]).Max(Math.Abs) * 10, $"gradient {fit.GradientNorm}");

        // Away from the minimum, so that the derivative is not zero.
        double[] weights = [.. fit.Weights.Select((w, i) => w + (0.1 * Math.Sin(i)))];
        var gradient = GradientAt(problem, weights);
        for (var k = 0; k < weights.Length; k++)
        {
            const double Step = 1e-5;
            var slope = (ValueAt(problem, weights, k, Step) - ValueAt(problem, weights, k, -Step)) / (2 * Step);
            Assert.Equal(slope, gradient[k], 1e-4 * gradient.Max(Math.Abs));
        }
    }

    [Theory]
    [InlineData(HeadLoss.Logistic, 0.3)]
    [InlineData(HeadLoss.SquaredHinge, 0.3)]
    [InlineData(HeadLoss.SquaredHinge, 20.0)]
    public void Newton_finds_what_slow_gradient_descent_finds(HeadLoss loss, double cost)
    {
        var problem = Problem(loss, cost, samples: 40, features: 5);
        var fit = NewtonSolver.Minimise(problem);
        var slow = Descend(problem, 30000);
        Assert.True(fit.Objective <= ValueAt(problem, slow, 0, 0) * (1 + 1e-12));
        for (var k = 0; k < slow.Length; k++)
        {
            Assert.Equal(slow[k], fit.Weights[k], 1e-6);
        }
    }

    [Fact]
    public void The_product_with_the_hessian_is_the_change_of_the_gradient()
    {
        var problem = Problem(HeadLoss.Logistic, 2, samples: 21, features: 7);
        double[] weights = [.. Enumerable.Range(0, 8).Select(i => 0.2 * Math.Cos(i))], direction = [.. Enumerable.Range(0, 8).Select(i => Math.Sin(i + 1))], product = new double[8];
        double[] Moved(double t) => [.. weights.Zip(direction, (w, d) => w + (t * d))];
        double[] after = GradientAt(problem, Moved(1e-5)), before = GradientAt(problem, Moved(-1e-5));
        GradientAt(problem, weights);
        problem.Curve(direction, product);
        for (var k = 0; k < 8; k++)
        {
            Assert.Equal((after[k] - before[k]) / 2e-5, product[k], 1e-6 * product.Max(Math.Abs));
        }
    }

    [Theory]
    [InlineData(HeadLoss.SquaredHinge, 1.0)]
    [InlineData(HeadLoss.SquaredHinge, 1000.0)]
    [InlineData(HeadLoss.Logistic, 1000.0)]
    public void Many_features_of_few_samples_are_solved_in_few_steps(HeadLoss loss, double cost)
    {
        // Large, correlated, non-negative features, as maxima of maps are: separable, with the margins of many samples at 1.
        var random = new SeededRandom(11);
        double[] common = [.. Enumerable.Range(0, 400).Select(_ => random.NextDouble(2, 6))];
        double[][] samples = [.. Enumerable.Range(0, 40).Select(_ => (double[])[.. common.Select(c => Math.Min(c + random.NextDouble(-1, 1), 6)), 1])];
        var fit = NewtonSolver.Minimise(new(samples, [.. Enumerable.Range(0, 40)], [.. Enumerable.Range(0, 40).Select(i => i % 4 == 0 ? 1.0 : -1)], loss, cost));
        Assert.True(fit.HasConverged, $"gradient {fit.GradientNorm}");
        Assert.InRange(fit.Iterations, 1, 100);
    }

    [Fact]
    public void A_start_at_another_cost_leads_to_the_same_minimum()
    {
        var first = NewtonSolver.Minimise(Problem(HeadLoss.SquaredHinge, 0.01, 50, 9));
        var cold = NewtonSolver.Minimise(Problem(HeadLoss.SquaredHinge, 1, 50, 9));
        var warm = NewtonSolver.Minimise(Problem(HeadLoss.SquaredHinge, 1, 50, 9), first.Weights);
        Assert.True(warm.HasConverged);
        for (var k = 0; k < 10; k++)
        {
            Assert.Equal(cold.Weights[k], warm.Weights[k], 1e-6);
        }
    }

    [Fact]
    public void Samples_of_one_side_alone_still_have_a_minimum()
    {
        var fit = NewtonSolver.Minimise(new([[1, 0.5, 1], [2, -1, 1]], [0, 1], [-1, -1], HeadLoss.Logistic, 1));
        Assert.True(fit.HasConverged);
        Assert.True(fit.Weights[2] < 0);
    }

    internal static double[][] Samples(int count, int features, ulong seed = 5)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (double[])[.. Enumerable.Range(0, features).Select(k => random.NextDouble(-1, 1) + (k % 3)), 1])];
    }

    private static LinearProblem Problem(HeadLoss loss, double cost, int samples, int features)
    {
        var rows = Samples(samples, features);
        return new(rows, [.. Enumerable.Range(0, samples)], [.. rows.Select((r, i) => r[0] + (0.5 * r[1]) - 0.6 > 0 || i % 11 == 0 ? 1.0 : -1)], loss, cost);
    }

    private static double ValueAt(LinearProblem problem, double[] weights, int place, double change)
    {
        var moved = weights.ToArray();
        moved[place] += change;
        var decisions = new double[problem.Count];
        problem.Decide(moved, decisions);
        return problem.Value(moved, decisions);
    }

    private static double[] GradientAt(LinearProblem problem, double[] weights)
    {
        double[] decisions = new double[problem.Count], gradient = new double[problem.Size];
        problem.Decide(weights, decisions);
        problem.Gradient(weights, decisions, gradient);
        return gradient;
    }

    // Gradient descent with momentum and a halving step: slow, and too simple to be wrong.
    private static double[] Descend(LinearProblem problem, int steps)
    {
        double[] weights = new double[problem.Size], before = weights;
        var rate = 1 / (1 + (problem.Cost * 2 * problem.Count * 4 * problem.Size));
        for (var i = 0; i < steps; i++)
        {
            var ahead = weights.Zip(before, (w, b) => w + (0.99 * (w - b))).ToArray();
            before = weights;
            weights = [.. ahead.Zip(GradientAt(problem, ahead), (w, g) => w - (rate * g))];
        }

        return weights;
    }
}
