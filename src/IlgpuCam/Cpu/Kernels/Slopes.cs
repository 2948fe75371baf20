using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>
/// Gradients times the derivatives of functions without an exponential: x is the gradient, y the function's result or what it was applied to, as
/// <see cref="Models.Operators.ActivationGradient"/> has it.
/// </summary>
internal static class Slopes<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    /// <summary>From the result.</summary>
    internal readonly struct HardSigmoid : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) =>
            Gates<TVector, TSimd>.Between.Apply(TSimd.Multiply(x, a), y, TSimd.Broadcast(0), TSimd.Broadcast(1));
    }

    internal readonly struct HardSwish : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b)
        {
            var middle = TSimd.Multiply(x, TSimd.MultiplyAdd(y, TSimd.Broadcast(1 / 3f), TSimd.Broadcast(0.5f)));
            return TSimd.SelectLess(TSimd.Broadcast(-3), y, TSimd.SelectLess(y, TSimd.Broadcast(3), middle, x), TSimd.Broadcast(0));
        }
    }

    internal readonly struct LeakyRelu : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.SelectLess(TSimd.Broadcast(0), y, x, TSimd.Multiply(a, x));
    }

    internal readonly struct ThresholdedRelu : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.SelectLess(a, y, x, TSimd.Broadcast(0));
    }

    internal readonly struct Softsign : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b)
        {
            var divisor = TSimd.Add(TSimd.Broadcast(1), TSimd.Abs(y));
            return TSimd.Divide(TSimd.Divide(x, divisor), divisor);
        }
    }

    internal readonly struct Abs : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b)
        {
            var zero = TSimd.Broadcast(0);
            return TSimd.SelectLess(zero, y, x, TSimd.SelectLess(y, zero, TSimd.Multiply(x, TSimd.Broadcast(-1)), zero));
        }
    }

    /// <summary>From the result.</summary>
    internal readonly struct Sqrt : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Divide(TSimd.Multiply(x, TSimd.Broadcast(0.5f)), y);
    }

    /// <summary>From the result.</summary>
    internal readonly struct Reciprocal : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Multiply(TSimd.Multiply(x, y), TSimd.Multiply(y, TSimd.Broadcast(-1)));
    }

    internal readonly struct Negate : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Multiply(x, TSimd.Broadcast(-1));
    }

    internal readonly struct Zero : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Broadcast(0);
    }
}
