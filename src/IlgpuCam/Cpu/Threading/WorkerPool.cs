using System.Runtime.ExceptionServices;

namespace IlgpuCam.Cpu.Threading;

/// <summary>
/// Threads that share loops with whoever calls <see cref="For"/>. One loop is shared at a time; a caller that finds the pool busy, another thread's or its own outer
/// loop, runs its loop alone, so there are never more busy threads than callers and workers, and no caller waits for another.
/// </summary>
internal sealed unsafe class WorkerPool : IDisposable
{
    private readonly Worker[] _workers;
    private IParallelJob? _job;
    private void* _context;
    private Exception? _error;
    private int _count;
    private int _next;
    private int _busy;
    private int _open;
    private int _inside;
    private volatile bool _stopped;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">Threads that work on a loop, the caller included.</param>
    internal WorkerPool(int threads)
    {
        Threads = threads;
        _workers = new Worker[threads - 1];
        for (var i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new(this, i + 1);
        }
    }

    internal int Threads { get; }

    internal bool IsStopped => _stopped;

    internal bool HasWork => Volatile.Read(ref _open) != 0 && Volatile.Read(ref _next) < Volatile.Read(ref _count);

    /// <summary>Runs all turns of a loop, in any order, and returns when all are done. Allocates nothing.</summary>
    /// <param name="count">The number of turns.</param>
    /// <param name="job">The loop's body; the first exception it throws is thrown here, and turns not yet begun are left out.</param>
    /// <param name="context">Passed to each turn.</param>
    internal void For(int count, IParallelJob job, void* context)
    {
        if (count <= 1 || _workers.Length == 0 || _stopped || Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            for (var i = 0; i < count; i++)
            {
                job.Execute(i, context);
            }

            return;
        }

        _job = job;
        _context = context;
        _error = null;
        _count = count;
        _next = 0;
        Interlocked.Exchange(ref _open, 1);
        for (var i = 0; i < _workers.Length && i < count - 1; i++)
        {
            _workers[i].WakeIfParked();
        }

        Work();
        Close();
        var error = _error;
        _job = null;
        _error = null;
        Volatile.Write(ref _busy, 0);
        if (error is not null)
        {
            ExceptionDispatchInfo.Throw(error);
        }
    }

    /// <summary>Works on the current loop, if there is one; called by the workers.</summary>
    internal bool TakePart()
    {
        if (!HasWork)
        {
            return false;
        }

        // Entering before looking again: the caller closes the loop first and then waits until nobody is inside, so the loop's fields hold still.
        Interlocked.Increment(ref _inside);
        var open = HasWork;
        if (open)
        {
            Work();
        }

        Interlocked.Decrement(ref _inside);
        return open;
    }

    /// <summary>Ends the threads and waits for them. Loops that run meanwhile are finished by their callers.</summary>
    public void Dispose()
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        Thread.MemoryBarrier();
        foreach (var worker in _workers)
        {
            worker.Dispose();
        }
    }

    private void Work()
    {
        try
        {
            for (var i = Interlocked.Increment(ref _next) - 1; i < _count; i = Interlocked.Increment(ref _next) - 1)
            {
                _job!.Execute(i, _context);
            }
        }
#pragma warning disable CA1031 // Every exception of a body goes to the caller of the loop, whichever thread met it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref _error, error, null);
            Volatile.Write(ref _next, _count);
        }
    }

    private void Close()
    {
        Interlocked.Exchange(ref _open, 0);
        var spinner = default(SpinWait);
        while (Volatile.Read(ref _inside) != 0)
        {
            spinner.SpinOnce(sleep1Threshold: -1);
        }
    }
}
