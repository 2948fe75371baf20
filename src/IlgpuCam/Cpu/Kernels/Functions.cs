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
            ActivationKind.None or ActivationKind.Relu or ActivationKind.Clip => Create<Clamp>(low, high),
            ActivationKind.Sigmoid => Create<Sigmoid>(0, 0),
            ActivationKind.Silu => Create<Silu>(0, 0),
            ActivationKind.HardSigmoid => Create<HardSigmoid>(activation.A, activation.B),
            ActivationKind.HardSwish => Create<HardSwish>(1 / 6f, 0.5f),
            ActivationKind.LeakyRelu => Create<Curves<TVector, TSimd>.LeakyRelu>(activation.A, 0),
            ActivationKind.ThresholdedRelu => Create<Curves<TVector, TSimd>.ThresholdedRelu>(activation.A, 0),
            ActivationKind.Elu => Create<Curves<TVector, TSimd>.Selu>(activation.A, 1),
            ActivationKind.Selu => Create<Curves<TVector, TSimd>.Selu>(activation.A, activation.B),
            ActivationKind.Celu => Create<Curves<TVector, TSimd>.Celu>(activation.A, 0),
            ActivationKind.Swish => Create<Curves<TVector, TSimd>.Swish>(activation.A, 0),
            ActivationKind.Gelu => Create<Curves<TVector, TSimd>.Gelu>(0, 0),
            ActivationKind.TanhGelu => Create<Curves<TVector, TSimd>.TanhGelu>(0, 0),
            ActivationKind.Mish => Create<Curves<TVector, TSimd>.Mish>(0, 0),
            ActivationKind.Softplus => Create<Curves<TVector, TSimd>.Softplus>(0, 0),
            ActivationKind.Softsign => Create<Curves<TVector, TSimd>.Softsign>(0, 0),
            ActivationKind.Tanh => Create<Transcendentals<TVector, TSimd>.Tanh>(0, 0),
            ActivationKind.Erf => Create<Transcendentals<TVector, TSimd>.Erf>(0, 0),
            ActivationKind.Exp => Create<Transcendentals<TVector, TSimd>.Exp>(0, 0),
            ActivationKind.Log => Create<Transcendentals<TVector, TSimd>.Log>(0, 0),
            ActivationKind.Sin => Create<Transcendentals<TVector, TSimd>.Sin>(0, 0),
            ActivationKind.Cos => Create<Transcendentals<TVector, TSimd>.Cos>(0, 0),
            ActivationKind.Sqrt => Create<PlainFunctions<TVector, TSimd>.Sqrt>(0, 0),
            ActivationKind.Reciprocal => Create<PlainFunctions<TVector, TSimd>.Reciprocal>(0, 0),
            ActivationKind.Negate => Create<PlainFunctions<TVector, TSimd>.Negate>(0, 0),
            ActivationKind.Abs => Create<PlainFunctions<TVector, TSimd>.Abs>(0, 0),
            ActivationKind.Floor => Create<PlainFunctions<TVector, TSimd>.Floor>(0, 0),
            ActivationKind.Ceiling => Create<PlainFunctions<TVector, TSimd>.Ceiling>(0, 0),
            ActivationKind.Round => Create<PlainFunctions<TVector, TSimd>.Round>(0, 0),
            _ => throw new InvalidOperationException($"unknown activation {activation.Kind}"),
        };

        Step Create<TFunction>(float a, float b)
            where TFunction : struct, IElementwise<TVector> =>
            new ElementwiseStep<TVector, TSimd, TFunction>(input, output, Parameter(a), Parameter(b), perChannel: false);
    }

    /// <summary>A step that applies a function without parameters.</summary>
    internal static Step Create<TFunction>(Form input, Form output)
        where TFunction : struct, IElementwise<TVector> =>
        new ElementwiseStep<TVector, TSimd, TFunction>(input, output, Parameter(0), Parameter(0), perChannel: false);

    /// <summary>A step that multiplies by a scale and adds a shift, both given for each channel, and then possibly takes ReLU of it.</summary>
    internal static Step Affine(Form input, Form output, AlignedBuffer scale, AlignedBuffer shift, bool isRelu) => isRelu
        ? new ElementwiseStep<TVector, TSimd, ScaleShiftRelu>(input, output, scale, shift, perChannel: true)
        : new ElementwiseStep<TVector, TSimd, ScaleShift>(input, output, scale, shift, perChannel: true);

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

    private readonly struct ScaleShift : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.MultiplyAdd(x, a, b);
    }

    private readonly struct ScaleShiftRelu : IElementwise<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector a, TVector b) => TSimd.Max(TSimd.Broadcast(0), TSimd.MultiplyAdd(x, a, b));
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
}
