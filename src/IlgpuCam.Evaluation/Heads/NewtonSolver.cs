namespace IlgpuCam.Evaluation.Heads;

/// <summary>
/// Newton's method with an exact search along each direction (for the squared hinge Keerthi and DeCoste 2005, "A modified finite Newton method for fast solution of large scale linear
/// SVMs": on a piecewise quadratic objective it ends after finitely many steps); the directions come from conjugate gradients, which are the more exact the nearer the minimum is.
/// Deterministic.
/// </summary>
internal static class NewtonSolver
{
    /// <summary>
    /// What the gradient's length may be at the end, relative to that at weights of zero and scaled by the share of the rarer side, as LIBLINEAR scales its own tolerance (there 0.01
    /// for its Newton methods).
    /// </summary>
    internal const double Tolerance = 1e-7;

    private const int MostSteps = 500;
    private const int MostTrials = 100;

    // Conjugate gradients end where the residual is this share of the gradient; near the minimum the root of what is left of it.
    private const double InnerTolerance = 0.1;

    // The search ends where the slope is this share of that at its beginning.
    private const double SlopeTolerance = 1e-10;

    /// <summary>Minimises the objective.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="start">Where to begin; null for zeros.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    internal static LinearFit Minimise(LinearProblem problem, double[]? start = null, CancellationToken cancellation = default)
    {
        var size = problem.Size;
        double[] gradient = new double[size], direction = new double[size], decisions = new double[problem.Count], change = new double[problem.Count];
        problem.Gradient(new double[size], decisions, gradient);
        var first = DenseVector.Norm(gradient);
        var allowed = Tolerance * Math.Max(problem.Minority, 1) / Math.Max(problem.Count, 1) * first;

        var weights = start?.ToArray() ?? new double[size];
        var steps = 0;
        for (; ; steps++)
        {
            cancellation.ThrowIfCancellationRequested();
            problem.Decide(weights, decisions);
            problem.Gradient(weights, decisions, gradient);
            var norm = DenseVector.Norm(gradient);
            if (norm <= allowed || steps == MostSteps)
            {
                return new(weights, problem.Value(weights, decisions), norm, steps, norm <= allowed);
            }

            Direct(problem, gradient, Math.Min(InnerTolerance, Math.Sqrt(norm / first)), direction);
            problem.Decide(direction, change);
            DenseVector.AddScaled(Search(problem, weights, direction, decisions, change), direction, weights);
        }
    }

    /// <summary>Solves Newton's equation by conjugate gradients.</summary>
    private static void Direct(LinearProblem problem, double[] gradient, double tolerance, double[] direction)
    {
        double[] residual = new double[gradient.Length], curved = new double[gradient.Length];
        Array.Clear(direction);
        DenseVector.AddScaled(-1, gradient, residual);
        var search = residual.ToArray();
        var squared = DenseVector.Dot(residual, residual);
        var end = tolerance * Math.Sqrt(squared);
        for (var i = 0; i < direction.Length && Math.Sqrt(squared) > end; i++)
        {
            problem.Curve(search, curved);
            var along = squared / DenseVector.Dot(search, curved);
            DenseVector.AddScaled(along, search, direction);
            DenseVector.AddScaled(-along, curved, residual);
            var before = squared;
            squared = DenseVector.Dot(residual, residual);
            var share = squared / before;
            for (var k = 0; k < search.Length; k++)
            {
                search[k] = residual[k] + (share * search[k]);
            }
        }
    }

    /// <summary>How far along the direction the objective is least: where its slope, which only grows, is zero. Newton's steps, kept between what is known to be too near and too far.</summary>
    private static double Search(LinearProblem problem, double[] weights, double[] direction, double[] decisions, double[] change)
    {
        double linear = DenseVector.Dot(weights, direction), quadratic = DenseVector.Dot(direction, direction);
        var enough = SlopeTolerance * Math.Abs(linear + problem.Slope(decisions, change, 0).Slope);
        double near = 0, far = double.PositiveInfinity, at = 1;
        for (var trial = 0; trial < MostTrials; trial++)
        {
            var (slope, curvature) = problem.Slope(decisions, change, at);
            slope += linear + (at * quadratic);
            if (Math.Abs(slope) <= enough)
            {
                break;
            }

            (near, far) = slope < 0 ? (at, far) : (near, at);
            var next = at - (slope / (curvature + quadratic));
            next = next > near && next < far ? next : double.IsInfinity(far) ? 2 * at : (near + far) / 2;
            if (next == at)
            {
                break;
            }

            at = next;
        }

        return at;
    }
}
