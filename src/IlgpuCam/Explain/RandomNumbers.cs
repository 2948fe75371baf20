namespace IlgpuCam.Explain;

/// <summary>Random numbers that are the same for a seed on every machine: splitmix64 (Steele, Lea, Flood 2014), normal ones by Box and Muller.</summary>
/// <param name="seed">Where they start.</param>
/// <param name="stream">Which of many sequences of the seed.</param>
internal sealed class RandomNumbers(int seed, int stream = 0)
{
    private ulong _state = ((ulong)(uint)stream << 32) | (uint)seed;
    private double? _spare;

    /// <summary>A number from 0 to below 1.</summary>
    internal double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number of mean 0 and standard deviation 1.</summary>
    internal double Normal()
    {
        if (_spare is { } spare)
        {
            _spare = null;
            return spare;
        }

        var radius = Math.Sqrt(-2 * Math.Log(1 - Uniform()));
        var (sine, cosine) = Math.SinCos(2 * Math.PI * Uniform());
        _spare = radius * sine;
        return radius * cosine;
    }

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
