using IlgpuCam.Compute.Emulation;

namespace IlgpuCam.Compute.Launching;

/// <content>Products of matrices by warps, and copies to shared memory that are there only after a wait.</content>
public sealed unsafe partial class DebuggedItem
{
    // What waits for the end of its copy is no number that anyone would take for one.
    private const byte NotYet = 0xcd;

    private readonly Queue<Action> _copies = [];
    private readonly Queue<int> _copyGroups = [];
    private int _uncommitted;

    /// <summary>Begins a copy to shared memory.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="shared">Shared memory.</param>
    /// <param name="to">The first element there.</param>
    /// <param name="source">A buffer.</param>
    /// <param name="from">The first element there.</param>
    /// <param name="bytes">How much.</param>
    /// <param name="isPresent">False for zeros.</param>
    public void CopyAsync<T>(ArrayView<T> shared, int to, ArrayView<T> source, int from, int bytes, bool isPresent)
        where T : unmanaged
    {
        var data = new byte[bytes];
        if (isPresent)
        {
            new ReadOnlySpan<byte>(Checked(source, from, bytes, isWrite: false), bytes).CopyTo(data);
        }

        var place = Checked(shared, to, bytes, isWrite: true);
        new Span<byte>(place, bytes).Fill(NotYet);
        _copies.Enqueue(() => data.CopyTo(new Span<byte>(place, bytes)));
        _uncommitted++;
    }

    /// <summary>Makes a group of the copies since the last one.</summary>
    public void CommitCopies()
    {
        _copyGroups.Enqueue(_uncommitted);
        _uncommitted = 0;
    }

    /// <summary>Waits for all but the last groups.</summary>
    /// <param name="pending">How many may be on their way.</param>
    public void WaitForCopies(int pending)
    {
        while (_copyGroups.Count > pending)
        {
            for (var count = _copyGroups.Dequeue(); count > 0; count--)
            {
                _copies.Dequeue()();
            }
        }
    }

    /// <summary>A work-item's part of A B + C.</summary>
    /// <param name="number">What of.</param>
    /// <param name="a">Its part of A.</param>
    /// <param name="b">Its part of B.</param>
    /// <param name="c">Its part of C.</param>
    /// <param name="site">Which of the kernel's exchanges it is.</param>
    public FragmentC MultiplyAdd(MatrixNumber number, FragmentA a, FragmentB b, FragmentC c, int site)
    {
        var left = stackalloc FragmentA[Warp.WarpSize];
        var right = stackalloc FragmentB[Warp.WarpSize];
        var sums = stackalloc FragmentC[Warp.WarpSize];
        Gather(a, left, site);
        Gather(b, right, site);
        sums[Lane] = c;
        WarpMatrix.MultiplyAdd(number, left, right, sums);
        return sums[Lane];
    }

    /// <summary>Loads 8x8 matrices.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <typeparam name="TResult">The registers.</typeparam>
    /// <param name="shared">Shared memory.</param>
    /// <param name="index">Where the row that this work-item names begins.</param>
    /// <param name="isTransposed">Whether the transposed matrices are wanted.</param>
    /// <param name="site">Which of the kernel's exchanges it is.</param>
    public TResult LoadMatrices<T, TResult>(ArrayView<T> shared, int index, bool isTransposed, int site)
        where T : unmanaged
        where TResult : unmanaged
    {
        var matrices = sizeof(TResult) / sizeof(uint);
        var isNamed = Lane < 8 * matrices;
        var rows = stackalloc nint[Warp.WarpSize];
        Gather(isNamed ? (nint)Checked(shared, index, WarpMatrix.RowBytes, isWrite: false) : 0, rows, site);
        TResult result = default;
        for (var m = 0; m < matrices; m++)
        {
            ((uint*)&result)[m] = WarpMatrix.Load(rows + (8 * m), Lane, isTransposed);
        }

        return result;
    }

    private void Gather<T>(T value, T* all, int site)
        where T : unmanaged
    {
        if (_group.Size % Warp.WarpSize != 0)
        {
            throw new KernelDivergenceException(
                $"{_group.Kernel.SourceFile}({Line}): in kernel {_group.Kernel.Name}: a group of {_group.Size} work-items is not made of whole warps of {Warp.WarpSize}, which multiply matrices");
        }

        *(T*)_group.Mailbox(Number) = value;
        _group.Wait(this, site, isBarrier: false);
        for (var lane = 0; lane < Warp.WarpSize; lane++)
        {
            all[lane] = *(T*)_group.Mailbox(Number - Lane + lane);
        }

        _group.Wait(this, site, isBarrier: false);
    }

    private byte* Checked<T>(ArrayView<T> view, int index, int bytes, bool isWrite)
        where T : unmanaged
    {
        for (var i = 0; i < bytes / sizeof(T); i++)
        {
            _ = Place(view, (long)index + i);
        }

        Log(view).Add(this, (nint)(view.Memory + index), bytes, isWrite ? MemoryAccess.Write : MemoryAccess.Read);
        try
        {
            return EmulatedGroupContext.Bytes(view, index, bytes);
        }
        catch (KernelIndexException e)
        {
            throw e.At(Location);
        }
    }
}
