namespace IlgpuCam.Evaluation.Metrics;

/// <summary>What one photo adds to MaxBoxAcc and MaxBoxAccV2: the thresholds at which it is right.</summary>
/// <param name="Single">With the contour of the largest area alone, at an overlap of 0.5.</param>
/// <param name="At30">With any contour, at an overlap of 0.3.</param>
/// <param name="At50">At 0.5.</param>
/// <param name="At70">At 0.7.</param>
public readonly record struct BoxShare(ThresholdBits Single, ThresholdBits At30, ThresholdBits At50, ThresholdBits At70)
{
    /// <summary>The four, by spaces.</summary>
    public override string ToString() => $"{Single} {At30} {At50} {At70}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">Something else.</exception>
    public static BoxShare Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(' ') is [var single, var at30, var at50, var at70]
            ? new(ThresholdBits.Parse(single), ThresholdBits.Parse(at30), ThresholdBits.Parse(at50), ThresholdBits.Parse(at70))
            : throw new FormatException($"four groups of hexadecimal digits were expected, found '{text}'.");
    }
}
