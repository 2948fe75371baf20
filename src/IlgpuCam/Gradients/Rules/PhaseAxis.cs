namespace IlgpuCam.Gradients.Rules;

/// <summary>
/// One axis of the convolution that gives a phase of an input from the gradient of a strided convolution's result. Input place h = s m + r takes part in result o through tap k where o s - padding + k d = h:
/// for each phase r the taps are every so many, and their results lie a fixed step apart.
/// </summary>
/// <param name="First">The first tap of the strided convolution that reaches the phase.</param>
/// <param name="Step">From one such tap to the next.</param>
/// <param name="Taps">How many there are; may be 0.</param>
/// <param name="Dilation">Steps on the gradient between two neighbouring ones.</param>
/// <param name="Before">Zeros before the gradient; negative where its first places reach nothing.</param>
/// <param name="After">Zeros behind it.</param>
internal readonly record struct PhaseAxis(int First, int Step, int Taps, int Dilation, int Before, int After)
{
    /// <summary>The phases of an axis, one a step of the stride.</summary>
    internal static PhaseAxis[] Of(int length, int results, int kernel, int stride, int dilation, int padding)
    {
        var phases = new PhaseAxis[stride];
        var divisor = Divisor(stride, dilation);
        var (step, apart) = (stride / divisor, dilation / divisor);
        var places = ((length - 1) / stride) + 1;
        for (var r = 0; r < stride; r++)
        {
            var first = 0;
            while (first < step && (r + padding - ((long)first * dilation)) % stride != 0)
            {
                first++;
            }

            if (first >= step || first >= kernel)
            {
                phases[r] = new(0, step, 0, apart, 0, 0);
                continue;
            }

            // The last tap of the phase is the first one of the mirrored kernel; it begins at this place of the gradient for m = 0.
            var taps = ((kernel - 1 - first) / step) + 1;
            var last = ((r + padding - ((long)first * dilation)) / stride) - ((long)(taps - 1) * apart);
            var before = checked((int)-last);
            phases[r] = new(first, step, taps, apart, before, checked(places - results - before + (apart * (taps - 1))));
        }

        return phases;
    }

    /// <summary>The smallest axis without dilation that holds all phases: taps that one of them lacks are zero.</summary>
    internal static PhaseAxis Union(PhaseAxis[] phases)
    {
        var present = phases.Where(p => p.Taps > 0).ToArray();
        var (before, after) = (present.Max(p => p.Before), present.Max(p => p.After));

        // Places = results + before + after - (taps - 1) holds for each phase and for the union.
        var any = present[0];
        return new(0, 1, any.Taps + (before - any.Before) + (after - any.After), 1, before, after);
    }

    private static int Divisor(int a, int b) => b == 0 ? a : Divisor(b, a % b);
}
