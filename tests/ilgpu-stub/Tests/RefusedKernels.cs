namespace IlgpuCam.Kernels.IlgpuTests;

/// <summary>A kernel for each thing that ILGPU refuses.</summary>
internal static class RefusedKernels
{
    private static readonly float[] Table = [1, 2];

    /// <summary>Changes.</summary>
    public static float State { get; set; }

    public static void SharedOfAnySize(ArrayView<float> v) => SharedMemory.Allocate<float>(v.IntLength)[0] = 1;

    public static void LocalOfAnySize(ArrayView<float> v) => LocalMemory.Allocate<float>(2 * v.IntLength)[0] = 1;

    public static void SharedOfTypeParameter(ArrayView<float> v) => Tile<Tile16x64>(v);

    public static void SharedBools(ArrayView<float> v) => SharedMemory.Allocate<bool>(4)[0] = v[0] > 0;

    public static void FusedMultiplyAdd(ArrayView<float> v) => v[0] = System.MathF.FusedMultiplyAdd(v[0], v[1], v[2]);

    public static void Log2(ArrayView<float> v) => v[0] = System.MathF.Log2(v[0]);

    public static void Cbrt(ArrayView<float> v) => v[0] = System.MathF.Cbrt(v[0]);

    public static void Sign(ArrayView<float> v) => v[0] = System.MathF.Sign(v[0]);

    public static void SinCos(ArrayView<float> v) => v[0] = System.MathF.SinCos(v[0]).Sin;

    public static void Clamp(ArrayView<float> v) => v[0] = Math.Clamp(v[0], 0f, 1f);

    public static void Exp(ArrayView<float> v) => v[0] = System.MathF.Exp(v[0]);

    public static void AlgorithmsExp(ArrayView<float> v) => v[0] = ILGPU.Algorithms.XMath.Exp(v[0]);

    public static void Halves(ArrayView<float> v) => v[0] = (float)((Half)v[0] + (Half)v[1]);

    public static void Throws(ArrayView<float> v)
    {
        if (v[0] > 1)
        {
            throw null!;
        }
    }

    public static void Spans(ArrayView<float> v)
    {
        Span<float> span = stackalloc float[v.IntLength];
        v[0] = span[0];
    }

    public static void StaticArray(ArrayView<float> v) => v[0] = Table[0];

    public static void StaticState(ArrayView<float> v) => v[0] = State;

    public static void NewArray(ArrayView<float> v) => v[0] = (new float[v.IntLength])[0];

    public static void Text(ArrayView<float> v) => v[0] = "text".Length;

    public static void InHelper(ArrayView<float> v) => v[0] = Helper(v[0]);

    private static void Tile<TTile>(ArrayView<float> v)
        where TTile : struct, ITile => SharedMemory.Allocate<float>(TTile.Rows * TTile.Depth)[0] = v[0];

    private static float Helper(float x) => x > 0 ? System.MathF.Truncate(x) : x;
}
