using System.Buffers.Binary;

namespace IlgpuCam.Evaluation.Metrics;

/// <summary>What one photo adds to PxAP: how many pixels on the object and beside it have which score.</summary>
public sealed class PixelShare
{
    /// <summary>Scores are counted in steps of 0.001; the last place holds the score 1.</summary>
    public const int Bins = 1001;

    private readonly int[] _counts;

    private PixelShare(int[] counts) => _counts = counts;

    /// <summary>The pixels on the object for each step of the score.</summary>
    public ReadOnlySpan<int> Object => _counts.AsSpan(0, Bins);

    /// <summary>The pixels beside it.</summary>
    public ReadOnlySpan<int> Background => _counts.AsSpan(Bins);

    /// <summary>Judges a photo.</summary>
    /// <param name="scores">The map from 0 to 1, as <see cref="ScoreMap"/> gives it.</param>
    /// <param name="mask">As many bytes: not 0 on the object.</param>
    /// <param name="ignore">As many bytes: not 0 where pixels are passed over, which the object's never are; or none.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static PixelShare Judge(ReadOnlySpan<float> scores, ReadOnlySpan<byte> mask, ReadOnlySpan<byte> ignore)
    {
        if (mask.Length != scores.Length || (!ignore.IsEmpty && ignore.Length != scores.Length))
        {
            throw new ArgumentException($"{scores.Length} pixels were expected of the masks, found {mask.Length} and {ignore.Length}", nameof(mask));
        }

        var counts = new int[2 * Bins];
        for (var i = 0; i < scores.Length; i++)
        {
            if (mask[i] != 0 || ignore.IsEmpty || ignore[i] == 0)
            {
                counts[(mask[i] != 0 ? 0 : Bins) + Bin(scores[i])]++;
            }
        }

        return new(counts);
    }

    /// <summary>The counts as base64, little-endian.</summary>
    public override string ToString()
    {
        var bytes = new byte[_counts.Length * sizeof(int)];
        for (var i = 0; i < _counts.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), _counts[i]);
        }

        return Convert.ToBase64String(bytes);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">Something else.</exception>
    public static PixelShare Parse(string text)
    {
        var bytes = Convert.FromBase64String(text);
        var counts = new int[2 * Bins];
        if (bytes.Length != counts.Length * sizeof(int))
        {
            throw new FormatException($"{counts.Length} counts were expected, found {bytes.Length} bytes.");
        }

        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(i * sizeof(int)));
        }

        return counts.All(c => c >= 0) ? new(counts) : throw new FormatException("a count is negative.");
    }

    // The last edge that the score reaches, in the arithmetic of the edges i * 0.001.
    private static int Bin(float score)
    {
        if (!(score > 0))
        {
            return 0;
        }

        var bin = Math.Min((int)(score * 1000.0), Bins - 1);
        return bin * 0.001 > score ? bin - 1 : bin + 1 < Bins && (bin + 1) * 0.001 <= score ? bin + 1 : bin;
    }
}
