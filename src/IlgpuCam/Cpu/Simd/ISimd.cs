namespace IlgpuCam.Cpu.Simd;

/// <summary>The vector operations that kernels are written in; one implementation a width. Kernels are generic over it, so each width is compiled from the same source.</summary>
/// <typeparam name="TVector">The vector of floats.</typeparam>
internal unsafe interface ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary>Floats in a vector, which is also the number of channels in a block.</summary>
    static abstract int Lanes { get; }

    /// <summary>Whether there are registers for 28 accumulators (32 registers) or only for 12 (16 registers).</summary>
    static abstract bool ManyRegisters { get; }

    /// <summary>Whether <see cref="MultiplyAdd"/> rounds once, not twice.</summary>
    static abstract bool RoundsOnce { get; }

    static abstract TVector Load(float* source);

    static abstract void Store(TVector value, float* destination);

    /// <summary>Asks for the vector at an address, which may be any, to be in the cache soon; nothing happens on processors that cannot.</summary>
    static abstract void Prefetch(float* address);

    static abstract TVector Broadcast(float value);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    static abstract TVector Sqrt(TVector x);

    /// <summary>x^exponent for an x of 0 or more, as exp(exponent * log(x)).</summary>
    static abstract TVector Power(TVector x, TVector exponent);

    /// <summary>a * b + c, in one rounding where the processor can; never a call to a library.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>The larger one; <paramref name="b"/> where either is not a number, on processors that do it in one instruction so.</summary>
    static abstract TVector Max(TVector a, TVector b);

    /// <summary>The smaller one; see <see cref="Max"/>.</summary>
    static abstract TVector Min(TVector a, TVector b);

    /// <summary>1 / (1 + exp(-x)).</summary>
    static abstract TVector Sigmoid(TVector x);

    /// <summary>exp(x).</summary>
    static abstract TVector Exp(TVector x);

    /// <summary>The natural logarithm.</summary>
    static abstract TVector Log(TVector x);

    static abstract TVector Sin(TVector x);

    static abstract TVector Cos(TVector x);

    static abstract TVector Floor(TVector x);

    static abstract TVector Ceiling(TVector x);

    /// <summary>The nearest integer, halves to the even one.</summary>
    static abstract TVector Round(TVector x);

    /// <summary>|x|.</summary>
    static abstract TVector Abs(TVector x);

    /// <summary>In each lane <paramref name="x"/> where a is less than b, and <paramref name="y"/> elsewhere.</summary>
    static abstract TVector SelectLess(TVector a, TVector b, TVector x, TVector y);
}
