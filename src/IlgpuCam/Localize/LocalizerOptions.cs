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

    /// <summary>Which boxes are made.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a value of the enumeration.</exception>
    public BoxMode Boxes
    {
        get;
        init => field = value is >= BoxMode.Largest and <= BoxMode.All ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "no such mode");
    }

    /// <summary>The levels of <see cref="BoxMode.TightLoose"/>, which takes the place of threshold and components.</summary>
    public BoxLevels Levels { get; init; } = BoxLevels.Default;

    /// <summary>
    /// What the threshold is a share of: this percentile, from 0 to 100, of the map's values on the photo; 100 is the maximum. Below it a single peak counts for less
    /// (Bae, Noh, Kim, "Rethinking class activation mapping for weakly supervised object localization", 2020, with 90). The percentile is the value of the nearest rank.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not from 0 to 100.</exception>
    public double Percentile
    {
        get;
        init => field = value is >= 0 and <= 100 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "a percentile is from 0 to 100");
    }
    = 100;

    /// <summary>Whether a device can make the boxes; otherwise the maps come back from it and the processor makes them.</summary>
    internal bool IsForDevice => Boxes == BoxMode.Largest && Percentile == 100;
}
