using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>The element-wise functions.</summary>
internal static class Functions<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    /// <summary>A step that applies an activation.</summary>
    internal static Step Activation(Form input, Form output, Activation activation)
    {
        var (low, high) = Bounds(activation);
        return activation.Kind switch
        {
            ActivationKind.Sigmoid => Create<Sigmoid>(0, 0),
            ActivationKind.Silu => Create<Silu>(0, 0),
            ActivationKind.HardSigmoid => Create<HardSigmoid>(activation.A, activation.B),
            ActivationKind.HardSwish => Create<HardSwish>(1 / 6f, 0.5f),
            _ => Create<Clamp>(low, high),
        };

        Step Create<TFunction>(float a, float b)
            where TFunction : struct, IElementwise<TVector> =>
            new ElementwiseStep<TVector, TSimd, TFunction>(input, null, output, Parameter(a), Parameter(b), perChannel: false);
    }

    /// <summary>A step that adds two forms of the same layout and shape, and applies the bounds of an activation.</summary>
    internal static Step Sum(Form x, Form y, Form output, Activation activation)
    {
        var (low, high) = Bounds(activation);
        return new ElementwiseStep<TVector, TSimd, AddClamp>(x, y, output, Parameter(low), Parameter(high), perChannel: false);
    }

    /// <summary>A step that multiplies two forms of the same layout and shape.</summary>
    internal static Step Multiply(Form x, Form y, Form output) =>
        new ElementwiseStep<TVector, TSimd, Product>(x, y, output, Parameter(0), Parameter(0), perChannel: false);

    /// <summary>A step that multiplies by a scale and adds a shift, both given for each channel.</summary>
    internal static Step Affine(Form input, Form output, AlignedBuffer scale, AlignedBuffer shift) =>
        new ElementwiseStep<TVector, TSimd, ScaleShift>(input, null, output, scale, shift, perChannel: true);

    /// <summary>The bounds between which an activation leaves values as they are; infinite for one that is no clamp.</summary>
    internal static (float Low, float High) Bounds(Activation activation) => activation.Kind switch
    {
        ActivationKind.None => (float.NegativeInfinity, float.PositiveInfinity),
        ActivationKind.Relu => (0, float.PositiveInfinity),
        ActivationKind.Clip => (activation.A, activation.B),
        _ => (float.NegativeInfinity, float.PositiveInfinity),
    };

    private static AlignedBuffer Parameter(float value)
    {
        var buffer = new AlignedBuffer(TSimd.Lanes, clear: false);
        buffer.Span.Fill(value);
        return buffer;
    }

    private readonly struct Clamp : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Min(b, TSimd.Max(a, x));
    }

    private readonly struct AddClamp : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Min(b, TSimd.Max(a, TSimd.Add(x, y)));
    }

    private readonly struct ScaleShift : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.MultiplyAdd(x, a, b);
    }

    private readonly struct Sigmoid : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Sigmoid(x);
    }

    private readonly struct Silu : IElementwise<TVector>
    {
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Multiply(x, TSimd.Sigmoid(x));
    }

    private readonly struct HardSigmoid : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) =>
            TSimd.Min(TSimd.Broadcast(1), TSimd.Max(TSimd.Broadcast(0), TSimd.MultiplyAdd(x, a, b)));
    }

    private readonly struct HardSwish : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Multiply(x, HardSigmoid.Apply(x, y, a, b));
    }

    private readonly struct Product : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Multiply(x, y);
    }
}
