namespace IlgpuCam.Imaging;

/// <summary>A colour.</summary>
/// <param name="R">Red.</param>
/// <param name="G">Green.</param>
/// <param name="B">Blue.</param>
public readonly record struct RgbColor(byte R, byte G, byte B)
{
    /// <summary>White.</summary>
    public static RgbColor White { get; } = new(255, 255, 255);

    /// <summary>Black.</summary>
    public static RgbColor Black { get; }

    /// <summary>Whether text on this colour is better black than white: by its luma (ITU-R BT.601).</summary>
    internal bool IsLight => (299 * R) + (587 * G) + (114 * B) > 140_000;
}
