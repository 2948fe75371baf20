namespace IlgpuCam.Evaluation.Heads;

/// <summary>
/// Newton's method within a trust region (Lin, Weng and Keerthi 2008, "Trust region Newton method for large-scale logistic regression"): the quadratic model is minimised by
/// conjugate gradients that end at the region's edge (Steihaug 1983). Deterministic; near the minimum it converges superlinearly.
/// </summary>
internal static class TrustRegionNewton
{
    /// <summary>
    /// What the gradient's length may be at the end, relative to that at weights of zero and scaled by the share of the rarer side, as LIBLINEAR scales its own tolerance (there 0.01
    /// for these solvers).
    /// </summary>
    internal const double Tolerance = 1e-7;

    private const int MostSteps = 1000;

    // Lin et al., section 4: a step is taken where it brings more than a share of what the model promised; the region shrinks and grows by the others.
    private const double Accept = 1e-4;
    private const double Poor = 0.25;
    private const double Good = 0.75;

    // Conjugate gradients end where the model's gradient has become this share of what it was.
    private const double InnerTolerance = 0.1;

    // What the objective changes by rounding alone.
    private const double Rounding = 1e-15;

    /// <summary>Minimises the objective.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="start">Where to begin; null for zeros.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    internal static LinearFit Minimise(LinearProblem problem, double[]? start = null, CancellationToken cancellation = default)
    {
        var size = problem.Size;
        double[] gradient = new double[size], step = new double[size], next = new double[size], decisions = new double[problem.Count], nextDecisions = new double[problem.Count];
        problem.Gradient(gradient.ToArray(), decisions, gradient);
        var allowed = Tolerance * Math.Max(problem.Minority, 1) / Math.Max(problem.Count, 1) * DenseVector.Norm(gradient);

        var weights = start?.ToArray() ?? new double[size];
        problem.Decide(weights, decisions);
        var value = problem.Value(weights, decisions);
        problem.Gradient(weights, decisions, gradient);
        var norm = DenseVector.Norm(gradient);
        var radius = norm;
        var steps = 0;
        for (; norm > allowed && steps < MostSteps; steps++)
        {
            cancellation.ThrowIfCancellationRequested();
            var promised = -Model(problem, gradient, radius, step);
            weights.CopyTo(next, 0);
            DenseVector.AddScaled(1, step, next);
            problem.Decide(next, nextDecisions);
            var nextValue = problem.Value(next, nextDecisions);
            var gained = value - nextValue;
            var length = DenseVector.Norm(step);
            radius = steps == 0 ? Math.Min(radius, length) : radius;
            radius = gained < Poor * promised ? Math.Max(Poor * Math.Min(length, radius), length / 16) : gained >= Good * promised ? Math.Max(radius, 4 * length) : radius;

            // At the end what a step gains is lost in rounding: the gradient says whether it is still one downwards.
            var isBelowRounding = promised <= Rounding * Math.Abs(value) * problem.Count;
            if (gained <= Accept * promised && !isBelowRounding)
            {
                continue;
            }

            problem.Gradient(next, nextDecisions, step);
            var nextNorm = DenseVector.Norm(step);
            if (isBelowRounding && nextNorm >= norm)
            {
                break;
            }

            (weights, next) = (next, weights);
            (decisions, nextDecisions) = (nextDecisions, decisions);
            (gradient, step) = (step, gradient);
            (value, norm) = (nextValue, nextNorm);
        }

        return new(weights, value, norm, steps, norm <= allowed);
    }

    /// <summary>A step that minimises the quadratic model about, inside the region; gives the model's value, which is negative.</summary>
    private static double Model(LinearProblem problem, double[] gradient, double radius, double[] step)
    {
        double[] residual = new double[step.Length], curved = new double[step.Length];
        Array.Clear(step);
        DenseVector.AddScaled(-1, gradient, residual);
        var direction = residual.ToArray();
        var squared = DenseVector.Dot(residual, residual);
        var end = InnerTolerance * Math.Sqrt(squared);
        for (var i = 0; i < step.Length && Math.Sqrt(squared) > end; i++)
        {
            problem.Curve(direction, curved);
            var along = squared / DenseVector.Dot(direction, curved);
            DenseVector.AddScaled(along, direction, step);
            if (DenseVector.Norm(step) > radius)
            {
                DenseVector.AddScaled(-along, direction, step);
                along = ToEdge(step, direction, radius);
                DenseVector.AddScaled(along, direction, step);
                DenseVector.AddScaled(-along, curved, residual);
                break;
            }

            DenseVector.AddScaled(-along, curved, residual);
            var before = squared;
            squared = DenseVector.Dot(residual, residual);
            var share = squared / before;
            for (var k = 0; k < direction.Length; k++)
            {
                direction[k] = residual[k] + (share * direction[k]);
            }
        }

        // g's + s'Hs / 2, where Hs = -(g + residual).
        return (DenseVector.Dot(gradient, step) - DenseVector.Dot(residual, step)) / 2;
    }

    // The positive t with |step + t direction| = radius.
    private static double ToEdge(double[] step, double[] direction, double radius)
    {
        double a = DenseVector.Dot(direction, direction), b = DenseVector.Dot(step, direction), c = DenseVector.Dot(step, step) - (radius * radius);
        var root = Math.Sqrt(Math.Max((b * b) - (a * c), 0));
        return b >= 0 ? -c / (b + root) : (root - b) / a;
    }
}
