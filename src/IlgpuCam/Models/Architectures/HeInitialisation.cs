using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Architectures;

/// <summary>Parameters as they are before training. Each depends on the seed, its own name and its shape only.</summary>
/// <param name="seed">Another number gives other weights.</param>
internal sealed class HeInitialisation(int seed) : IWeightSource
{
    public Shape? ShapeOf(string name) => null;

    public ConstantTensor Get(string name, Shape shape, Initial initial)
    {
        var values = new float[checked((int)shape.ElementCount)];
        if (initial.Deviation == 0)
        {
            values.AsSpan().Fill(initial.Mean);
        }
        else
        {
            Fill(Hash(name), initial, values);
        }

        return ConstantTensor.FromFloats(shape, values);
    }

    /// <summary>Normal numbers, two at a time: Box and Muller 1958.</summary>
    private static void Fill(ulong state, Initial initial, Span<float> values)
    {
        for (var i = 0; i < values.Length; i += 2)
        {
            // 1 - u is never 0, so the logarithm is finite.
            var radius = initial.Deviation * Math.Sqrt(-2 * Math.Log(1 - Uniform(ref state)));
            var (sine, cosine) = Math.SinCos(2 * Math.PI * Uniform(ref state));
            values[i] = (float)(initial.Mean + (radius * cosine));
            if (i + 1 < values.Length)
            {
                values[i + 1] = (float)(initial.Mean + (radius * sine));
            }
        }
    }

    /// <summary>0 to below 1, by SplitMix64 (Steele, Lea and Flood 2014).</summary>
    private static double Uniform(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) / (double)(1L << 53);
    }

    /// <summary>FNV-1a of the name, begun with the seed; .NET's own hash changes from run to run.</summary>
    private ulong Hash(string name)
    {
        var hash = 0xCBF29CE484222325 ^ (uint)seed;
        foreach (var character in name)
        {
            hash = (hash ^ character) * 0x100000001B3;
        }

        return hash;
    }
}
