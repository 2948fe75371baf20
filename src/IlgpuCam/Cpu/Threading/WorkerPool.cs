using System.Runtime.ExceptionServices;

namespace IlgpuCam.Cpu.Threading;

/// <summary>
/// Threads that share loops with whoever calls <see cref="For"/>. One loop is shared at a time; a caller that finds the pool busy, another thread's or its own outer
/// loop, runs its loop alone, so there are never more busy threads than callers and workers, and no caller waits for another. Each thread begins with its own part of the turns.
/// A loop begins with one cache line on its way to each worker and ends with one on the way back: between distant cores that takes as long as a small loop.
/// </summary>
internal sealed unsafe class WorkerPool : IDisposable
{
    private readonly Worker[] _workers;
    private readonly TurnRange[] _ranges;
    private LoopSignal _signal;
    private Exception? _error;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">Threads that work on a loop, the caller included.</param>
    internal WorkerPool(int threads)
    {
        Threads = threads;
        _ranges = new TurnRange[threads];
        _workers = new Worker[threads - 1];
        for (var i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new(this, i + 1);
        }
    }

    internal int Threads { get; }

    internal bool IsStopped => Volatile.Read(ref _signal.IsStopped);

    /// <summary>The number of the current loop, or of the last one.</summary>
    internal int LoopNumber => Volatile.Read(ref _signal.Number);

    /// <summary>Runs all turns of a loop, in any order, and returns when all are done. Allocates nothing.</summary>
    /// <param name="count">The number of turns.</param>
    /// <param name="job">The loop's body; the first exception it throws is thrown here, and turns not yet begun are left out.</param>
    /// <param name="context">Passed to each turn.</param>
    internal void For(int count, IParallelJob job, void* context)
    {
        if (count is <= 1 or > TurnRange.MostTurns || _workers.Length == 0 || IsStopped || Interlocked.CompareExchange(ref _signal.Busy, 1, 0) != 0)
        {
            for (var i = 0; i < count; i++)
            {
                job.Execute(i, context);
            }

            return;
        }

        _signal.Job = job;
        _signal.Context = context;
        _signal.Count = count;
        var loop = (_signal.Number + 1) & TurnRange.LoopMask;
        Volatile.Write(ref _signal.Number, loop);

        // Either this thread sees that a worker is parked, or the worker sees the new loop.
        Interlocked.MemoryBarrier();
        for (var i = 0; i < _workers.Length && i < count - 1; i++)
        {
            _workers[i].WakeIfParked();
        }

        TryJoin(0, loop);
        Work(0, loop);

        // A worker that has not come yet finds nothing left and stays out; the others are waited for.
        for (var i = 1; i < _ranges.Length; i++)
        {
            _ranges[i].Wait(loop);
        }

        var error = _error;
        if (error is null)
        {
            Volatile.Write(ref _signal.Busy, 0);
            return;
        }

        _error = null;
        Volatile.Write(ref _signal.Busy, 0);
        ExceptionDispatchInfo.Throw(error);
    }

    /// <summary>Works on a loop, if there is something left of what the worker begins with.</summary>
    /// <param name="worker">Which, from 1.</param>
    /// <param name="loop">The loop's number.</param>
    internal void TakePart(int worker, int loop)
    {
        if (TryJoin(worker, loop))
        {
            Work(worker, loop);
            _ranges[worker].Finish(loop);
        }
    }

    /// <summary>Ends the threads and waits for them. Loops that run meanwhile are finished by their callers.</summary>
    public void Dispose()
    {
        if (IsStopped)
        {
            return;
        }

        Volatile.Write(ref _signal.IsStopped, true);
        Thread.MemoryBarrier();
        foreach (var worker in _workers)
        {
            worker.Dispose();
        }
    }

    private bool TryJoin(int thread, int loop)
    {
        var (first, end) = Part(thread);
        return _ranges[thread].TryJoin(loop, first, end);
    }

    /// <summary>The turns of the current loop that a thread begins with.</summary>
    private (int First, int End) Part(int thread)
    {
        var count = _signal.Count;
        var parts = Math.Min(count, _ranges.Length);
        return thread < parts ? ((int)((long)count * thread / parts), (int)((long)count * (thread + 1) / parts)) : (0, 0);
    }

    private void Work(int thread, int loop)
    {
        var job = _signal.Job!;
        var context = _signal.Context;
        try
        {
            for (var i = _ranges[thread].TakeFirst(); i >= 0; i = _ranges[thread].TakeFirst())
            {
                job.Execute(i, context);
            }

            for (var other = thread + 1; other < thread + _ranges.Length; other++)
            {
                var from = other % _ranges.Length;
                var (first, end) = Part(from);
                for (var i = _ranges[from].TakeLast(loop, first, end); i >= 0; i = _ranges[from].TakeLast(loop, first, end))
                {
                    job.Execute(i, context);
                }
            }
        }
#pragma warning disable CA1031 // Every exception of a body goes to the caller of the loop, whichever thread met it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref _error, error, null);
            foreach (ref var range in _ranges.AsSpan())
            {
                range.Clear(loop);
            }
        }
    }
}
