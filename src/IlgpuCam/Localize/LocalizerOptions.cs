namespace IlgpuCam.Localize;

/// <summary>How a map becomes a box. The defaults are those of Zhou et al., "Learning Deep Features for Discriminative Localization" (2016), section 3.2.</summary>
public sealed record LocalizerOptions
{
    /// <summary>The defaults.</summary>
    public static LocalizerOptions Default { get; } = new();

    /// <summary>The share of the maximum, from 0 to 1, from which on a pixel belongs to the mask; compared in float32, as PyTorch does.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not from 0 to 1.</exception>
    public double Threshold
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "a threshold is from 0 to 1");
    }
    = 0.2;

    /// <summary>Which neighbours are connected.</summary>
    public Connectivity Connectivity
    {
        get;
        init => field = value is Connectivity.Four or Connectivity.Eight
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "pixels have 4 or 8 neighbours");
    }
    = Connectivity.Eight;
}
