using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace IlgpuCam.Tensors;

/// <summary>Float16 to float32 and back (IEEE 754 binary16 and binary32), many at a time.</summary>
public static class HalfConversion
{
    // Bits of a float32: a float16's infinity moved into place, a float32's infinity, and the bit that makes a NaN quiet.
    private const uint MovedHalfInfinity = 0x7C00 << 13;
    private const uint Infinity = 0x7F800000;
    private const uint QuietBit = 0x00400000;

    // 65536, which is beyond every float16 even before rounding, and 2^-14, the smallest normal float16.
    private const uint BeyondHalf = 0x47800000;
    private const uint SmallestNormalHalf = 0x38800000;

    /// <summary>Widens; exact for every value, subnormals and infinities included. A signalling NaN becomes a quiet one with the same payload.</summary>
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

    /// <summary>Narrows, rounding to nearest, ties to even; what rounds beyond 65504 becomes an infinity.</summary>
    /// <param name="source">The float32 values.</param>
    /// <param name="destination">At least as many float16 places.</param>
    public static void ToHalf(ReadOnlySpan<float> source, Span<Half> destination)
    {
        destination = destination[..source.Length];
        var bits = MemoryMarshal.Cast<Half, ushort>(destination);
        var i = 0;
        for (; i <= source.Length - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
        {
            var lower = Narrow(Vector256.Create(source[i..]));
            var upper = Narrow(Vector256.Create(source[(i + Vector256<float>.Count)..]));
            Vector256.Narrow(lower, upper).CopyTo(bits[i..]);
        }

        for (; i < source.Length; i++)
        {
            destination[i] = (Half)source[i];
        }
    }

    // Shifting the fraction and exponent into a float's place and multiplying by 2^112 mends the exponent's bias, subnormals included.
    private static Vector256<float> Widen(Vector256<uint> half)
    {
        var sign = (half & Vector256.Create(0x8000u)) << 16;
        var magnitude = (half & Vector256.Create(0x7FFFu)) << 13;
        var special = GreaterOrEqual(magnitude, MovedHalfInfinity);
        var quiet = GreaterOrEqual(magnitude, MovedHalfInfinity + 1) & Vector256.Create(QuietBit);
        var scaled = (magnitude.AsSingle() * Vector256.Create(BitConverter.UInt32BitsToSingle(0x77800000))).AsUInt32();
        var result = Vector256.ConditionalSelect(special, magnitude | Vector256.Create(Infinity) | quiet, scaled);
        return (result | sign).AsSingle();
    }

    private static Vector256<uint> Narrow(Vector256<float> value)
    {
        var bits = value.AsUInt32();
        var sign = (bits & Vector256.Create(0x80000000u)) >> 16;
        var magnitude = bits & Vector256.Create(0x7FFFFFFFu);

        // Half of the last kept place, less one when that place is even, rounds to nearest even; a carry goes on into the exponent, up to infinity.
        // The exponent's bias shrinks by 112.
        var odd = (magnitude >> 13) & Vector256.Create(1u);
        var normal = (magnitude + odd + Vector256.Create(unchecked(0xFFFu - (112u << 23)))) >> 13;

        // The last place of 0.5f is worth 2^-24, as is that of a subnormal float16: adding 0.5 makes the processor round there.
        var half = Vector256.Create(0.5f);
        var subnormal = (magnitude.AsSingle() + half).AsUInt32() - half.AsUInt32();

        var payload = (magnitude >> 13) & Vector256.Create(0x3FFu);
        var nan = GreaterOrEqual(magnitude, Infinity + 1) & (payload | Vector256.Create(0x200u));
        var finite = Vector256.ConditionalSelect(GreaterOrEqual(magnitude, SmallestNormalHalf), normal, subnormal);
        var result = Vector256.ConditionalSelect(GreaterOrEqual(magnitude, BeyondHalf), Vector256.Create(0x7C00u) | nan, finite);
        return result | sign;
    }

    // As signed numbers, which every processor compares; a magnitude has no sign bit.
    private static Vector256<uint> GreaterOrEqual(Vector256<uint> magnitude, uint bound) =>
        Vector256.GreaterThanOrEqual(magnitude.AsInt32(), Vector256.Create((int)bound)).AsUInt32();
}
