using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>What goes back through units that are open or closed: x is the gradient, y the unit's result, the parameters are the bounds between which it is open.</summary>
internal static class Gates<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    /// <summary>ReLU.</summary>
    internal readonly struct Above : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.SelectLess(TSimd.Broadcast(0), y, x, TSimd.Broadcast(0));
    }

    /// <summary>A clipping function.</summary>
    internal readonly struct Between : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b)
        {
            var zero = TSimd.Broadcast(0);
            return TSimd.SelectLess(a, y, TSimd.SelectLess(y, b, x, zero), zero);
        }
    }

    /// <summary>Guided back-propagation: open units, positive gradients.</summary>
    internal readonly struct PositiveBetween : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => Between.Apply(TSimd.Max(x, TSimd.Broadcast(0)), y, a, b);
    }

    /// <summary>Guided back-propagation through any function that is open above 0: of positive gradients what its derivative leaves.</summary>
    internal readonly struct Guided<TSlope> : IElementwise<TVector>
        where TSlope : struct, IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => Above.Apply(TSlope.Apply(TSimd.Max(x, TSimd.Broadcast(0)), y, a, b), y, a, b);
    }

    /// <summary>The deconvolutional network: positive gradients.</summary>
    internal readonly struct Positive : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Max(x, TSimd.Broadcast(0));
    }
}
