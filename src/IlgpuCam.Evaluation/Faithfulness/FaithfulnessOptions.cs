using System.Collections.Immutable;

namespace IlgpuCam.Evaluation.Faithfulness;

/// <summary>How faithfulness is measured. The defaults are TorchCAM's for deletion and insertion, and those of Rong et al. 2022 for ROAD.</summary>
public sealed record FaithfulnessOptions
{
    /// <summary>In how many steps pixels are deleted and inserted; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer.</exception>
    public int Steps
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "at least one step is needed");
    }
    = 20;

    /// <summary>The shares of pixels that ROAD removes, each above 0 and below 1; none to leave ROAD out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A share out of range.</exception>
    public ImmutableArray<double> Shares
    {
        get;
        init => field = !value.IsDefault && value.All(s => s is > 0 and < 1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), "shares above 0 and below 1 are needed");
    }
    = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

    /// <summary>The standard deviation of ROAD's noise as a share of that of the image's values.</summary>
    public double Noise { get; init; } = 0.01;

    /// <summary>Chooses the noise.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many images are run at once.</summary>
    public int BatchSize { get; init; } = 16;
}
