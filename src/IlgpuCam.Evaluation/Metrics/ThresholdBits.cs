using System.Globalization;

namespace IlgpuCam.Evaluation.Metrics;

/// <summary>At which of the thresholds 0, 0.01 ... 0.99 a photo is right.</summary>
/// <param name="Bits">Bit i for the threshold i / 100.</param>
public readonly record struct ThresholdBits(UInt128 Bits)
{
    /// <summary>The number of thresholds.</summary>
    public const int Count = 100;

    private const int Digits = 25;

    /// <summary>Whether the photo is right at a threshold.</summary>
    /// <param name="threshold">Its number, from 0 to 99.</param>
    public bool this[int threshold] => ((Bits >> threshold) & 1) != 0;

    /// <summary>The same, and right at one more threshold if that is so.</summary>
    /// <param name="threshold">Its number.</param>
    /// <param name="isRight">Whether the photo is right there.</param>
    public ThresholdBits With(int threshold, bool isRight) => isRight ? new(Bits | (UInt128.One << threshold)) : this;

    /// <summary>25 hexadecimal digits.</summary>
    public override string ToString() => Bits.ToString("X25", CultureInfo.InvariantCulture);

    /// <summary>The thresholds as ranges, both ends included, by spaces: <c>0.08-0.41 0.5</c>.</summary>
    public string Ranges()
    {
        var ranges = new List<string>();
        for (var t = 0; t < Count; t++)
        {
            var start = t;
            for (; this[t] && t + 1 < Count && this[t + 1]; t++)
            {
            }

            if (this[t])
            {
                ranges.Add(FormattableString.Invariant(start == t ? (FormattableString)$"{t / 100.0}" : $"{start / 100.0}-{t / 100.0}"));
            }
        }

        return string.Join(' ', ranges);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="text">25 hexadecimal digits.</param>
    /// <exception cref="FormatException">Something else.</exception>
    public static ThresholdBits Parse(ReadOnlySpan<char> text) =>
        text.Length == Digits && UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits)
            ? new(bits)
            : throw new FormatException($"{Digits} hexadecimal digits were expected, found '{text}'.");
}
