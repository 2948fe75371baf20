namespace IlgpuCam.Evaluation.Heads;

/// <summary>
/// LIBLINEAR's objective of one class against the rest (Fan et al. 2008, "LIBLINEAR: A library for large linear classification"): half the squared length of the weights plus
/// C times the sum of the losses. The bias is the weight of a feature that is 1 in every sample, and is regularised with the others.
/// </summary>
internal sealed class LinearProblem
{
    private readonly double[][] _samples;
    private readonly int[] _rows;
    private readonly double[] _signs;
    private readonly HeadLoss _loss;
    private readonly double[] _curvatures;

    /// <summary>States the problem.</summary>
    /// <param name="samples">Features of all samples; the last one of each is the 1 of the bias.</param>
    /// <param name="rows">Which of them count.</param>
    /// <param name="signs">For each of these, +1 where it belongs to the class, else -1.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="cost">C, above 0.</param>
    internal LinearProblem(double[][] samples, int[] rows, double[] signs, HeadLoss loss, double cost)
    {
        (_samples, _rows, _signs, _loss, Cost) = (samples, rows, signs, loss, cost);
        _curvatures = new double[rows.Length];
    }

    /// <summary>Weights, with the bias.</summary>
    internal int Size => _samples[0].Length;

    /// <summary>How many samples count.</summary>
    internal int Count => _rows.Length;

    /// <summary>C.</summary>
    internal double Cost { get; }

    /// <summary>Samples of the rarer side.</summary>
    internal int Minority => Math.Min(_signs.Count(s => s > 0), _signs.Count(s => s < 0));

    /// <summary>The decision values of all samples that count.</summary>
    internal void Decide(ReadOnlySpan<double> weights, Span<double> decisions)
    {
        for (var i = 0; i < _rows.Length; i++)
        {
            decisions[i] = DenseVector.Dot(_samples[_rows[i]], weights);
        }
    }

    /// <summary>The objective.</summary>
    internal double Value(ReadOnlySpan<double> weights, ReadOnlySpan<double> decisions)
    {
        var sum = 0.0;
        for (var i = 0; i < decisions.Length; i++)
        {
            var margin = _signs[i] * decisions[i];
            sum += _loss == HeadLoss.Logistic ? Softplus(-margin) : margin < 1 ? (1 - margin) * (1 - margin) : 0;
        }

        return (DenseVector.Dot(weights, weights) / 2) + (Cost * sum);
    }

    /// <summary>The gradient; the curvatures at these decision values are kept for <see cref="Curve"/>.</summary>
    internal void Gradient(ReadOnlySpan<double> weights, ReadOnlySpan<double> decisions, Span<double> gradient)
    {
        weights.CopyTo(gradient);
        for (var i = 0; i < decisions.Length; i++)
        {
            (var slope, _curvatures[i]) = Derivatives(_signs[i] * decisions[i]);
            if (slope != 0)
            {
                DenseVector.AddScaled(Cost * _signs[i] * slope, _samples[_rows[i]], gradient);
            }
        }
    }

    /// <summary>The Hessian of the last gradient's place times a direction.</summary>
    internal void Curve(ReadOnlySpan<double> direction, Span<double> result)
    {
        direction.CopyTo(result);
        for (var i = 0; i < _rows.Length; i++)
        {
            if (_curvatures[i] != 0)
            {
                var sample = _samples[_rows[i]];
                DenseVector.AddScaled(Cost * _curvatures[i] * DenseVector.Dot(sample, direction), sample, result);
            }
        }
    }

    /// <summary>First and second derivative of the sum of losses along a direction.</summary>
    /// <param name="decisions">The decision values where it begins.</param>
    /// <param name="change">What they change by a step of 1.</param>
    /// <param name="step">How far along it.</param>
    internal (double Slope, double Curvature) Slope(ReadOnlySpan<double> decisions, ReadOnlySpan<double> change, double step)
    {
        double slope = 0, curvature = 0;
        for (var i = 0; i < decisions.Length; i++)
        {
            var (first, second) = Derivatives(_signs[i] * (decisions[i] + (step * change[i])));
            slope += first * _signs[i] * change[i];
            curvature += second * change[i] * change[i];
        }

        return (Cost * slope, Cost * curvature);
    }

    // By the margin.
    private (double First, double Second) Derivatives(double margin)
    {
        if (_loss == HeadLoss.SquaredHinge)
        {
            // It has no second derivative at 1; the generalised Hessian takes that of either side.
            return margin < 1 ? (-2 * (1 - margin), 2) : (0, 0);
        }

        var wrong = 1 / (1 + Math.Exp(margin));
        return (-wrong, wrong * (1 - wrong));
    }

    // ln(1 + exp(x)) without overflow.
    private static double Softplus(double x) => x > 0 ? x + Log1p(Math.Exp(-x)) : Log1p(Math.Exp(x));

    // Kahan's way around the rounding of 1 + x.
    private static double Log1p(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }
}
