namespace IlgpuCam.Models.Operators;

/// <summary>The error function, for what is computed ahead of time.</summary>
internal static class ErrorFunction
{
    /// <summary>2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x (DLMF 7.2.1), by its series of positive terms (DLMF 7.6.2).</summary>
    internal static double Erf(double x)
    {
        // Beyond 6 the difference to 1 is below the precision of a double.
        if (!(Math.Abs(x) < 6))
        {
            return double.IsNaN(x) ? x : Math.Sign(x);
        }

        var sum = 0.0;
        var term = x;
        for (var n = 0; sum + term != sum; n++)
        {
            sum += term;
            term *= 2 * x * x / ((2 * n) + 3);
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
