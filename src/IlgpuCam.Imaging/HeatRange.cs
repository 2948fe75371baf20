namespace IlgpuCam.Imaging;

/// <summary>Which values of a map get the lowest and the highest colour.</summary>
public enum HeatRange
{
    /// <summary>From 0, with everything below, to the maximum. A map whose maximum is not positive is all lowest colour.</summary>
    ZeroToMaximum,

    /// <summary>From the minimum to the maximum. A map of one value is all lowest colour.</summary>
    MinimumToMaximum,

    /// <summary>From minus the largest magnitude to the largest magnitude, so that 0 has the colour in the middle; for differences. A map of zeros is all middle colour.</summary>
    Symmetric,
}
