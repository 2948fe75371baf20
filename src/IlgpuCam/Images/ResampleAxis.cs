namespace IlgpuCam.Images;

/// <summary>One axis of a resize: the pixels [From, To) of Source stretched over Target pixels, of which Count from Offset on are wanted.</summary>
/// <param name="Source">Length of the source in pixels.</param>
/// <param name="From">Where the part to be resized starts, in source pixels.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Target">Length of the whole target in pixels; it may exceed what an array holds, as only a window of it is computed.</param>
/// <param name="Offset">The first target pixel wanted.</param>
/// <param name="Count">How many are wanted.</param>
internal readonly record struct ResampleAxis(int Source, float From, float To, long Target, long Offset, int Count)
{
    /// <summary>Weights are fixed-point numbers with so many bits after the point: 8 bits of pixel and a sign and carry bit fill the 32.</summary>
    public const int PrecisionBits = 32 - 8 - 2;

    // 2^24 taps a pixel is a reduction by millions; a table of more would be an attack, not a picture.
    private const long MostTaps = 1 << 24;

    /// <summary>Whether resampling along this axis changes anything.</summary>
    public bool NeedsPass => Target != Source || From != 0 || To != Target;

    private double Scale => (double)(To - From) / Target;

    /// <summary>An upper bound for the source pixels that one target pixel needs.</summary>
    /// <exception cref="ImageFormatException">There are too many.</exception>
    public int CountTaps(ResampleFilter filter)
    {
        var taps = Math.Min(((long)Math.Ceiling(ResampleWindow.Support(filter) * Math.Max(Scale, 1)) * 2) + 1, Source);
        return taps <= MostTaps
            ? (int)taps
            : throw new ImageFormatException($"Resizing {Source} pixels to {Target} takes {taps} source pixels for each, more than {MostTaps}.");
    }

    /// <summary>The source pixels that a target pixel is made of, and their weights, computed in double as Pillow does.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="index">The target pixel, counted from <see cref="Offset"/>.</param>
    /// <param name="scratch">As long as <see cref="CountTaps"/> says.</param>
    /// <param name="weights">As long; what lies behind the returned count is set to 0.</param>
    /// <returns>The first source pixel, and how many there are.</returns>
    public (int First, int Count) Taps(ResampleFilter filter, int index, Span<double> scratch, Span<int> weights)
    {
        var stretch = Math.Max(Scale, 1);
        var support = ResampleWindow.Support(filter) * stretch;
        var center = From + ((Offset + index + 0.5) * Scale);
        var first = Math.Max((int)(center - support + 0.5), 0);
        var count = Math.Min((int)(center + support + 0.5), Source) - first;

        var inverse = 1 / stretch;
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            scratch[i] = ResampleWindow.Weight(filter, (i + first - center + 0.5) * inverse);
            sum += scratch[i];
        }

        const double One = 1 << PrecisionBits;
        for (var i = 0; i < count; i++)
        {
            var weight = sum == 0 ? scratch[i] : scratch[i] / sum;
            weights[i] = (int)((weight * One) + (weight < 0 ? -0.5 : 0.5));
        }

        weights[count..].Clear();
        return (first, count);
    }
}
