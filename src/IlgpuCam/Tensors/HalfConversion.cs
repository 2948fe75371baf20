using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace IlgpuCam.Tensors;

/// <summary>Float16 to float32 and back, many at a time.</summary>
public static class HalfConversion
{
    /// <summary>Widens; exact for every value, subnormals, infinities and NaN included.</summary>
    /// <param name="source">The float16 values.</param>
    /// <param name="destination">At least as many floats.</param>
    public static void ToSingle(ReadOnlySpan<Half> source, Span<float> destination)
    {
        destination = destination[..source.Length];
        var bits = MemoryMarshal.Cast<Half, ushort>(source);
        var i = 0;
        for (; i <= bits.Length - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
        {
            var (lower, upper) = Vector256.Widen(Vector256.Create(bits[i..]));
            Widen(lower).CopyTo(destination[i..]);
            Widen(upper).CopyTo(destination[(i + Vector256<uint>.Count)..]);
        }

        for (; i < bits.Length; i++)
        {
            destination[i] = (float)source[i];
        }
    }

    /// <summary>Narrows, rounding to nearest, ties to even.</summary>
    /// <param name="source">The float32 values.</param>
    /// <param name="destination">At least as many float16 places.</param>
    public static void ToHalf(ReadOnlySpan<float> source, Span<Half> destination)
    {
        destination = destination[..source.Length];
        for (var i = 0; i < source.Length; i++)
        {
            destination[i] = (Half)source[i];
        }
    }

    // Shifting the fraction and exponent into a float's place and multiplying by 2^112 mends the exponent's bias, subnormals included.
    private static Vector256<float> Widen(Vector256<uint> half)
    {
        var sign = (half & Vector256.Create(0x8000u)) << 16;
        var magnitude = (half & Vector256.Create(0x7FFFu)) << 13;
        var special = Vector256.GreaterThanOrEqual(magnitude.AsInt32(), Vector256.Create(0x7C00 << 13)).AsUInt32();
        var scaled = (magnitude.AsSingle() * Vector256.Create(BitConverter.UInt32BitsToSingle(0x77800000))).AsUInt32();
        var result = Vector256.ConditionalSelect(special, magnitude | Vector256.Create(0x7F800000u), scaled);
        return (result | sign).AsSingle();
    }
}
