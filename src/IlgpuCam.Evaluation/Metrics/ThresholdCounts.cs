namespace IlgpuCam.Evaluation.Metrics;

/// <summary>Counts at each of the hundred thresholds how many photos are right, all thresholds at once: one binary counter a threshold, its digits spread over as many words as a count has.</summary>
internal struct ThresholdCounts()
{
    // Digit i of all counts, the lowest first; a bit a threshold.
    private readonly UInt128[] _digits = new UInt128[32];

    /// <summary>The photos so far.</summary>
    internal int Photos { get; private set; }

    /// <summary>Adds a photo.</summary>
    /// <param name="photo">Where it is right.</param>
    internal void Add(ThresholdBits photo)
    {
        Photos++;
        var carry = photo.Bits;
        for (var i = 0; carry != UInt128.Zero; i++)
        {
            (_digits[i], carry) = (_digits[i] ^ carry, _digits[i] & carry);
        }
    }

    /// <summary>How many photos are right at a threshold.</summary>
    /// <param name="threshold">Its number, from 0 to 99.</param>
    internal readonly int this[int threshold]
    {
        get
        {
            var count = 0;
            for (var i = 0; i < _digits.Length && (Photos >> i) != 0; i++)
            {
                count |= new ThresholdBits(_digits[i])[threshold] ? 1 << i : 0;
            }

            return count;
        }
    }
}
