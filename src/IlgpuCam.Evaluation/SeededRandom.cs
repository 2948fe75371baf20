namespace IlgpuCam.Evaluation;

/// <summary>Random numbers that are the same for a seed on every machine and in every version: splitmix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").</summary>
/// <param name="seed">Which sequence.</param>
internal sealed class SeededRandom(ulong seed)
{
    private const double Unit = 1.0 / (1UL << 53);
    private ulong _state = seed;

    /// <summary>64 random bits.</summary>
    internal ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to below 1.</summary>
    internal double NextDouble() => (NextBits() >> 11) * Unit;

    /// <summary>A number from one bound to below another.</summary>
    internal double NextDouble(double from, double to) => from + (NextDouble() * (to - from));

    /// <summary>A whole number from 0 to below a bound.</summary>
    internal int Next(int bound) => (int)(NextDouble() * bound);

    /// <summary>Puts items into a random order (Fisher and Yates).</summary>
    internal void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
