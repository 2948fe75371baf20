using IlgpuCam.Compute.Emulation;

namespace IlgpuCam.Compute.Launching;

/// <content>Products of matrices by warps, and copies to shared memory.</content>
public sealed unsafe partial class EmulatedGroupContext
{
    /// <summary>Copies to shared memory, or writes zeros there.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="shared">Shared memory.</param>
    /// <param name="to">The first element there.</param>
    /// <param name="source">A buffer.</param>
    /// <param name="from">The first element there.</param>
    /// <param name="bytes">How much.</param>
    /// <param name="isPresent">False for zeros.</param>
    public static void Copy<T>(ArrayView<T> shared, int to, ArrayView<T> source, int from, int bytes, bool isPresent)
        where T : unmanaged
    {
        var place = Bytes(shared, to, bytes);
        if (isPresent)
        {
            Buffer.MemoryCopy(Bytes(source, from, bytes), place, bytes, bytes);
        }
        else
        {
            new Span<byte>(place, bytes).Clear();
        }
    }

    /// <summary>Where a row of 16 bytes begins.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="shared">Shared memory.</param>
    /// <param name="index">The first element.</param>
    public static nint Row<T>(ArrayView<T> shared, int index)
        where T : unmanaged => (nint)Bytes(shared, index, WarpMatrix.RowBytes);

    /// <summary>Adds a product to each warp's sums.</summary>
    /// <param name="number">What of.</param>
    /// <param name="a">The work-items' parts of the left factor.</param>
    /// <param name="b">The work-items' parts of the right factor.</param>
    /// <param name="sums">The work-items' sums.</param>
    public void MultiplyAdd(MatrixNumber number, FragmentA* a, FragmentB* b, FragmentC* sums)
    {
        RequireWholeWarps();
        for (var first = 0; first < Size; first += Warp.WarpSize)
        {
            WarpMatrix.MultiplyAdd(number, a + first, b + first, sums + first);
        }
    }

    /// <summary>Loads 8x8 matrices.</summary>
    /// <typeparam name="T">A work-item's registers.</typeparam>
    /// <param name="rows">Where the row that a work-item names begins.</param>
    /// <param name="loaded">What a work-item gets.</param>
    /// <param name="isTransposed">Whether the transposed matrices are wanted.</param>
    public void LoadMatrices<T>(nint* rows, T* loaded, bool isTransposed)
        where T : unmanaged
    {
        RequireWholeWarps();
        var matrices = sizeof(T) / sizeof(uint);
        for (var item = 0; item < Size; item++)
        {
            var warp = rows + (item & -Warp.WarpSize);
            for (var m = 0; m < matrices; m++)
            {
                ((uint*)(loaded + item))[m] = WarpMatrix.Load(warp + (8 * m), item % Warp.WarpSize, isTransposed);
            }
        }
    }

    /// <summary>The memory of elements that begin at a multiple of their bytes.</summary>
    internal static byte* Bytes<T>(ArrayView<T> view, int index, int bytes)
        where T : unmanaged
    {
        fixed (T* first = &view[index], last = &view[(long)index + (bytes / sizeof(T)) - 1])
        {
            return (nint)first % bytes == 0 ? (byte*)first
                : throw new KernelIndexException($"element {index} of {sizeof(T)} bytes does not begin at a multiple of the {bytes} bytes that are wanted at once");
        }
    }

    private void RequireWholeWarps()
    {
        if (Size % Warp.WarpSize != 0)
        {
            throw new KernelDivergenceException($"{_kernel.SourceFile}: in kernel {_kernel.Name}: a group of {Size} work-items is not made of whole warps of {Warp.WarpSize}, which multiply matrices");
        }
    }
}
