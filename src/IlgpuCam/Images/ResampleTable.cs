namespace IlgpuCam.Images;

/// <summary>The windows and weights of all wanted pixels of an axis, as the kernels take them.</summary>
/// <param name="Starts">For each pixel the first source pixel of its window, counted from <see cref="First"/>, then how many the window has.</param>
/// <param name="Weights">[pixels, taps].</param>
/// <param name="Taps">Room for weights of a window.</param>
/// <param name="First">The first source pixel that any window has.</param>
/// <param name="End">The source pixel behind the last one.</param>
internal sealed record ResampleTable(int[] Starts, int[] Weights, int Taps, int First, int End)
{
    /// <summary>Elements that the table of an axis has.</summary>
    public static long LengthOf(ResampleAxis axis, ResampleFilter filter) => (axis.CountTaps(filter) + 2L) * axis.Count;

    /// <summary>Computes the table of an axis.</summary>
    public static ResampleTable Of(ResampleAxis axis, ResampleFilter filter)
    {
        var taps = axis.CountTaps(filter);
        var (starts, weights, scratch) = (new int[2 * axis.Count], new int[axis.Count * taps], new double[taps]);
        var (first, end) = (int.MaxValue, 0);
        for (var i = 0; i < axis.Count; i++)
        {
            var (start, count) = axis.Taps(filter, i, scratch, weights.AsSpan(i * taps, taps));
            (starts[2 * i], starts[(2 * i) + 1]) = (start, count);
            (first, end) = (Math.Min(first, start), Math.Max(end, start + count));
        }

        for (var i = 0; i < axis.Count; i++)
        {
            starts[2 * i] -= first;
        }

        return new(starts, weights, taps, first, end);
    }
}
