namespace IlgpuCam.Compute.Kernels.Tests;

/// <summary>Numbers to compute with: the edges first, then seeded ones.</summary>
internal static class Values
{
    private static readonly int[] IntegerEdges = [0, 1, -1, int.MaxValue, int.MinValue, 31, 32, 33, -31, 255, 256, 65536];
    private static readonly float[] FloatEdges =
        [0f, -0f, 1f, -1f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, -float.MaxValue, 2147483648f, -2147483648f, 4294967296f, 0.5f, 1.5f, 2.5f, -0.5f, 1e10f, -1e20f];

    public static int[] Ints(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => i < IntegerEdges.Length * IntegerEdges.Length
            ? IntegerEdges[seed % 2 == 0 ? i % IntegerEdges.Length : i / IntegerEdges.Length]
            : random.Next(int.MinValue, int.MaxValue) >> random.Next(32))];
    }

    public static long[] Longs(int count, int seed) => [.. Ints(count, seed).Zip(Ints(count, seed + 2), (a, b) => ((long)a << 32) ^ b)];

    public static float[] Floats(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => i < FloatEdges.Length * FloatEdges.Length
            ? FloatEdges[seed % 2 == 0 ? i % FloatEdges.Length : i / FloatEdges.Length]
            : (float)((random.NextDouble() - 0.5) * Math.Pow(2, random.Next(-20, 40))))];
    }

    /// <summary>Floats of every kind: zeros, infinities, NaN, denormals, the largest; then any bits, and moderate numbers by turns.</summary>
    public static float[] AllFloats(int count, int seed)
    {
        var random = new Random(seed);
        float[] edges = [.. FloatEdges, float.Epsilon, -float.Epsilon, 1.17549421e-38f, -1.17549435e-38f, 1e-40f, 88.7f, -87.4f, -103.9f, -104.1f, 3.1415927f, 1.5707964f, 1e30f, 16777216f, 0.99999994f, 1.0000001f];
        return [.. Enumerable.Range(0, count).Select(i => i < edges.Length * edges.Length
            ? edges[seed % 2 == 0 ? i % edges.Length : i / edges.Length]
            : i % 2 == 0 ? BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)) : (random.NextSingle() - 0.5f) * 220)];
    }

    /// <summary>Equal bits, or two NaNs.</summary>
    public static bool Same(float a, float b) => BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b) || (float.IsNaN(a) && float.IsNaN(b));

    /// <summary>Equal bits, or two NaNs.</summary>
    public static bool Same(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));

    /// <summary>At most so many units in the last place apart.</summary>
    public static bool Near(float a, float b, int units) => Same(a, b) || Math.Abs((long)Ordered(a) - Ordered(b)) <= units;

    private static int Ordered(float value)
    {
        var bits = BitConverter.SingleToInt32Bits(value);
        return bits < 0 ? int.MinValue - bits : bits;
    }
}
