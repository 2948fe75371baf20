namespace IlgpuCam.Compute;

/// <summary>
/// Products of small matrices by a whole warp, for CUDA devices of compute capability 8.0 and later and for the emulator; a kernel with them has no OpenCL text.
/// All work-items of a group take part, and groups are whole warps.
/// </summary>
public static class TensorCore
{
    private const uint Tf32Mask = 0xffffe000;
    private const uint Infinity = 0x7f800000;

    /// <summary>A B + C, of 16x8 and 8x8 tf32 numbers; registers hold floats whose last 13 bits do not count (PTX ISA, "mma", <c>mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32</c>). Only inside kernels.</summary>
    /// <param name="a">Of A.</param>
    /// <param name="b">Of B.</param>
    /// <param name="c">Of C.</param>
    public static FragmentC MultiplyTf32(FragmentA a, FragmentB b, FragmentC c) => throw KernelOnly.Error("TensorCore.MultiplyTf32");

    /// <summary>A B + C, of 16x16 and 16x8 f16 numbers (PTX ISA, "mma", <c>mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32</c>). Only inside kernels.</summary>
    /// <param name="a">Of A.</param>
    /// <param name="b">Of B.</param>
    /// <param name="c">Of C.</param>
    public static FragmentC MultiplyHalf(FragmentA a, FragmentB b, FragmentC c) => throw KernelOnly.Error("TensorCore.MultiplyHalf");

    /// <summary>A B + C, of 16x16 and 16x8 bf16 numbers (PTX ISA, "mma", <c>mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32</c>). Only inside kernels.</summary>
    /// <param name="a">Of A.</param>
    /// <param name="b">Of B.</param>
    /// <param name="c">Of C.</param>
    public static FragmentC MultiplyBFloat16(FragmentA a, FragmentB b, FragmentC c) => throw KernelOnly.Error("TensorCore.MultiplyBFloat16");

    /// <summary>Loads an 8x8 matrix of 16-bit numbers: the work-item gets numbers 2t and 2t + 1 of row g (PTX ISA, "ldmatrix", <c>.x1</c>). Only inside kernels.</summary>
    /// <typeparam name="T">A scalar of at most 16 bytes.</typeparam>
    /// <param name="shared">Shared memory.</param>
    /// <param name="index">Where a row of 16 bytes begins, a multiple of 16 bytes: lanes 0 to 7 name the rows; those of other lanes are not read, but have to be inside the view.</param>
    public static uint LoadMatrix<T>(ArrayView<T> shared, int index)
        where T : unmanaged => throw KernelOnly.Error("TensorCore.LoadMatrix");

    /// <summary>Loads two matrices, whose rows lanes 0 to 7 and 8 to 15 name (PTX ISA, "ldmatrix", <c>.x2</c>). Only inside kernels.</summary>
    /// <typeparam name="T">A scalar.</typeparam>
    /// <param name="shared">Shared memory.</param>
    /// <param name="index">See <see cref="LoadMatrix"/>.</param>
    public static FragmentB LoadMatrix2<T>(ArrayView<T> shared, int index)
        where T : unmanaged => throw KernelOnly.Error("TensorCore.LoadMatrix2");

    /// <summary>Loads four matrices, eight lanes naming the rows of each (PTX ISA, "ldmatrix", <c>.x4</c>). Only inside kernels.</summary>
    /// <typeparam name="T">A scalar.</typeparam>
    /// <param name="shared">Shared memory.</param>
    /// <param name="index">See <see cref="LoadMatrix"/>.</param>
    public static FragmentA LoadMatrix4<T>(ArrayView<T> shared, int index)
        where T : unmanaged => throw KernelOnly.Error("TensorCore.LoadMatrix4");

    /// <summary>As <see cref="LoadMatrix"/>, of the transposed matrix: numbers g of rows 2t and 2t + 1 (<c>.trans</c>). Only inside kernels.</summary>
    /// <typeparam name="T">A scalar.</typeparam>
    /// <param name="shared">Shared memory.</param>
    /// <param name="index">See <see cref="LoadMatrix"/>.</param>
    public static uint LoadMatrixTransposed<T>(ArrayView<T> shared, int index)
        where T : unmanaged => throw KernelOnly.Error("TensorCore.LoadMatrixTransposed");

    /// <summary>As <see cref="LoadMatrix2"/>, of the transposed matrices. Only inside kernels.</summary>
    /// <typeparam name="T">A scalar.</typeparam>
    /// <param name="shared">Shared memory.</param>
    /// <param name="index">See <see cref="LoadMatrix"/>.</param>
    public static FragmentB LoadMatrixTransposed2<T>(ArrayView<T> shared, int index)
        where T : unmanaged => throw KernelOnly.Error("TensorCore.LoadMatrixTransposed2");

    /// <summary>As <see cref="LoadMatrix4"/>, of the transposed matrices. Only inside kernels.</summary>
    /// <typeparam name="T">A scalar.</typeparam>
    /// <param name="shared">Shared memory.</param>
    /// <param name="index">See <see cref="LoadMatrix"/>.</param>
    public static FragmentA LoadMatrixTransposed4<T>(ArrayView<T> shared, int index)
        where T : unmanaged => throw KernelOnly.Error("TensorCore.LoadMatrixTransposed4");

    /// <summary>The nearest tf32 number, ties away from zero (PTX ISA, "cvt", <c>cvt.rna.tf32.f32</c>): a float with 10 bits behind the point.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The float's bits, the last 13 zero; a NaN stays one.</returns>
    public static uint RoundToTf32(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? 0x7fffe000 : (bits & Infinity) == Infinity ? bits : (bits + 0x1000) & Tf32Mask;
    }

    /// <summary>Two numbers as f16, to nearest, ties to even (PTX ISA, "cvt", <c>cvt.rn.f16x2.f32</c>).</summary>
    /// <param name="low">Goes to the lower half.</param>
    /// <param name="high">Goes to the upper half.</param>
    public static uint PackHalf(float low, float high) =>
        BitConverter.HalfToUInt16Bits((Half)low) | ((uint)BitConverter.HalfToUInt16Bits((Half)high) << 16);

    /// <summary>Two numbers as bf16, to nearest, ties to even (PTX ISA, "cvt", <c>cvt.rn.bf16x2.f32</c>).</summary>
    /// <param name="low">Goes to the lower half.</param>
    /// <param name="high">Goes to the upper half.</param>
    public static uint PackBFloat16(float low, float high) => ToBFloat16(low) | (ToBFloat16(high) << 16);

    private static uint ToBFloat16(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? 0x7fff : (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
    }
}
