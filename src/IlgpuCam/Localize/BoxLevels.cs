namespace IlgpuCam.Localize;

/// <summary>The three grey levels of 0 to 255 above which the authors' generator cuts a map.</summary>
/// <param name="First">The level of the loose box.</param>
/// <param name="Second">The second level.</param>
/// <param name="Third">The third level.</param>
public readonly record struct BoxLevels(int First, int Second, int Third)
{
    /// <summary>20, 100 and 110, as the authors used them for ILSVRC.</summary>
    public static BoxLevels Default { get; } = new(20, 100, 110);
}
