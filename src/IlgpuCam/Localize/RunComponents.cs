using System.Buffers;
using System.Collections.Immutable;

namespace IlgpuCam.Localize;

/// <summary>
/// Connected components of a mask that arrives as runs, row after row: union-find over the runs, in which the run that came first is its component's root.
/// Dispose returns the scratch memory.
/// </summary>
internal ref struct RunComponents
{
    private readonly int _reach;
    private PixelRun[] _runs;
    private int _count;
    private int _rowStart;
    private int _above;
    private int _row;

    public RunComponents(Connectivity connectivity)
    {
        _reach = connectivity == Connectivity.Eight ? 1 : 0;
        _runs = ArrayPool<PixelRun>.Shared.Rent(1024);
    }

    /// <summary>All runs in row-major order; after <see cref="Largest"/> every run's parent is its component's root.</summary>
    public readonly ReadOnlySpan<PixelRun> Runs => _runs.AsSpan(0, _count);

    /// <summary>Starts the row below the last one.</summary>
    public void StartRow(int row)
    {
        _row = row;
        _above = _rowStart;
        _rowStart = _count;
    }

    /// <summary>Adds a run of the current row, right of those before it, and joins it with its neighbours above.</summary>
    /// <param name="start">The first column.</param>
    /// <param name="end">The column behind the last.</param>
    public void Add(int start, int end)
    {
        if (_count == _runs.Length)
        {
            Grow();
        }

        _runs[_count] = new() { Row = _row, Start = start, End = end, Parent = _count, Area = end - start, Left = start, Right = end, Bottom = _row + 1 };
        while (_above < _rowStart && _runs[_above].End + _reach <= start)
        {
            _above++;
        }

        for (var i = _above; i < _rowStart && _runs[i].Start < end + _reach; i++)
        {
            Join(i, _count);
        }

        _count++;
    }

    /// <summary>Adds up the components and finds the one with the most pixels, the first of them in row-major order; -1 if there is none.</summary>
    /// <remarks>To be called once, after the last row.</remarks>
    public readonly int Largest()
    {
        var largest = -1;
        for (var i = 0; i < _count; i++)
        {
            // Roots precede the rest of their component, so a run's parent already points to its root.
            ref var run = ref _runs[i];
            run.Parent = _runs[run.Parent].Parent;
            if (run.Parent == i)
            {
                continue;
            }

            ref var root = ref _runs[run.Parent];
            root.Area += run.Area;
            root.Left = Math.Min(root.Left, run.Start);
            root.Right = Math.Max(root.Right, run.End);
            root.Bottom = run.Row + 1;
        }

        for (var i = 0; i < _count; i++)
        {
            if (_runs[i].Parent == i && (largest < 0 || _runs[i].Area > _runs[largest].Area))
            {
                largest = i;
            }
        }

        return largest;
    }

    /// <summary>The bounding boxes of all components, the one with the most pixels first, of equal ones the first in row-major order.</summary>
    /// <remarks>To be called after <see cref="Largest"/>.</remarks>
    public readonly ImmutableArray<PixelBox> Boxes()
    {
        var roots = new List<PixelRun>();
        for (var i = 0; i < _count; i++)
        {
            if (_runs[i].Parent == i)
            {
                roots.Add(_runs[i]);
            }
        }

        return [.. roots.OrderByDescending(r => r.Area).Select(r => new PixelBox(r.Left, r.Row, r.Right, r.Bottom))];
    }

    /// <summary>Returns the scratch memory.</summary>
    public readonly void Dispose() => ArrayPool<PixelRun>.Shared.Return(_runs);

    private readonly void Join(int first, int second)
    {
        first = Root(first);
        second = Root(second);
        _runs[Math.Max(first, second)].Parent = Math.Min(first, second);
    }

    private readonly int Root(int run)
    {
        while (_runs[run].Parent != run)
        {
            run = _runs[run].Parent = _runs[_runs[run].Parent].Parent;
        }

        return run;
    }

    private void Grow()
    {
        var larger = ArrayPool<PixelRun>.Shared.Rent(checked(_count * 2));
        _runs.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<PixelRun>.Shared.Return(_runs);
        _runs = larger;
    }
}
