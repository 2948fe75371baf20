using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace IlgpuCam.Imaging.Jpeg;

/// <summary>Integer vector operations that have no portable name, with the same result on every machine.</summary>
internal static class Lanes
{
    /// <summary>Alternates two vectors: e0, o0, e1, o1 and so on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector128<short> Lower, Vector128<short> Upper) Zip(Vector128<short> even, Vector128<short> odd)
    {
        if (Sse2.IsSupported)
        {
            return (Sse2.UnpackLow(even, odd), Sse2.UnpackHigh(even, odd));
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            return (AdvSimd.Arm64.ZipLow(even, odd), AdvSimd.Arm64.ZipHigh(even, odd));
        }

        var (evenLower, evenUpper) = Vector128.Widen(even.AsUInt16());
        var (oddLower, oddUpper) = Vector128.Widen(odd.AsUInt16());
        return ((evenLower | (oddLower << 16)).AsInt16(), (evenUpper | (oddUpper << 16)).AsInt16());
    }

    /// <summary>For each of eight places <c>x * a + y * b</c> in 32 bits.</summary>
    /// <param name="pairs">x and y alternating, from <see cref="Zip"/>.</param>
    /// <param name="factors">a and b alternating.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> MultiplyAdd((Vector128<short> Lower, Vector128<short> Upper) pairs, Vector256<short> factors)
    {
        var both = Vector256.Create(pairs.Lower, pairs.Upper);
        if (Avx2.IsSupported)
        {
            return Avx2.MultiplyAddAdjacent(both, factors);
        }

        if (Sse2.IsSupported)
        {
            return Vector256.Create(
                Sse2.MultiplyAddAdjacent(pairs.Lower, factors.GetLower()), Sse2.MultiplyAddAdjacent(pairs.Upper, factors.GetLower()));
        }

        var (x, y) = ((both.AsInt32() << 16) >> 16, both.AsInt32() >> 16);
        var (a, b) = ((factors.AsInt32() << 16) >> 16, factors.AsInt32() >> 16);
        return (x * a) + (y * b);
    }

    /// <summary>The upper halves of 32-bit products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<short> MultiplyHigh(Vector128<short> x, Vector128<short> y)
    {
        if (Sse2.IsSupported)
        {
            return Sse2.MultiplyHigh(x, y);
        }

        var (xLower, xUpper) = Vector128.Widen(x);
        var (yLower, yUpper) = Vector128.Widen(y);
        return Vector128.Narrow((xLower * yLower) >> 16, (xUpper * yUpper) >> 16);
    }

    /// <summary>Narrows to 16 bits; what does not fit becomes the nearest value that does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<short> Narrow(Vector256<int> value)
    {
        if (Sse2.IsSupported)
        {
            return Sse2.PackSignedSaturate(value.GetLower(), value.GetUpper());
        }

        value = Vector256.Max(Vector256.Min(value, Vector256.Create((int)short.MaxValue)), Vector256.Create((int)short.MinValue));
        return Vector128.Narrow(value.GetLower(), value.GetUpper());
    }

    /// <summary>Narrows to 0 to 255; what does not fit becomes the nearest value that does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> NarrowToBytes(Vector128<short> lower, Vector128<short> upper)
    {
        if (Sse2.IsSupported)
        {
            return Sse2.PackUnsignedSaturate(lower, upper);
        }

        var most = Vector128.Create((short)255);
        lower = Vector128.Max(Vector128.Min(lower, most), Vector128<short>.Zero);
        upper = Vector128.Max(Vector128.Min(upper, most), Vector128<short>.Zero);
        return Vector128.Narrow(lower.AsUInt16(), upper.AsUInt16());
    }

    /// <summary>Widens 16 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<ushort> Widen(Vector128<byte> value) => Avx2.IsSupported
        ? Avx2.ConvertToVector256Int16(value).AsUInt16()
        : Vector256.Create(Vector128.WidenLower(value), Vector128.WidenUpper(value));

    /// <summary>Widens eight 16-bit numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> Widen(Vector128<short> value) => Avx2.IsSupported
        ? Avx2.ConvertToVector256Int32(value)
        : Vector256.Create(Vector128.WidenLower(value), Vector128.WidenUpper(value));

    /// <summary>A vector of two alternating factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<short> Factors(int first, int second) =>
        Vector256.Create((int)((uint)(ushort)first | ((uint)second << 16))).AsInt16();
}
