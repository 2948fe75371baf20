namespace IlgpuCam.Cpu.Threading;

/// <summary>One thread of a pool: spins for a while after each loop, since the next one usually follows within microseconds, then sleeps until it is woken.</summary>
internal sealed class Worker : IDisposable
{
    // Half a millisecond or so.
    private const int SpinsBeforeParking = 16000;

    private readonly WorkerPool _pool;
    private readonly int _number;
    private readonly Thread _thread;
    private readonly SemaphoreSlim _wake = new(0);
    private int _parked;

    internal Worker(WorkerPool pool, int number)
    {
        (_pool, _number) = (pool, number);
        _thread = new(Loop) { IsBackground = true, Name = $"IlgpuCam worker {number}" };
        _thread.Start();
    }

    /// <summary>Ends the sleep, if there is one. The exchange sees to it that one sleep is ended once.</summary>
    internal void WakeIfParked()
    {
        // Looked at first: an exchange would take the cache line from the worker.
        if (Volatile.Read(ref _parked) == 1 && Interlocked.CompareExchange(ref _parked, 0, 1) == 1)
        {
            _wake.Release();
        }
    }

    /// <summary>Waits for the thread's end; the pool has to be stopped before.</summary>
    public void Dispose()
    {
        WakeIfParked();
        if (Environment.CurrentManagedThreadId != _thread.ManagedThreadId)
        {
            _thread.Join();
            _wake.Dispose();
        }
    }

    private void Loop()
    {
        var (last, spins) = (0, 0);
        while (!_pool.IsStopped)
        {
            var loop = _pool.LoopNumber;
            if (loop != last)
            {
                last = loop;
                _pool.TakePart(_number, loop);
                spins = 0;
            }
            else if (++spins < SpinsBeforeParking)
            {
                Thread.SpinWait(1);
            }
            else
            {
                Park(last);
                spins = 0;
            }
        }
    }

    private void Park(int last)
    {
        // The exchange is a full fence: either this thread sees the new loop, or the loop's caller sees that this thread is parked.
        Interlocked.Exchange(ref _parked, 1);
        var idle = _pool.LoopNumber == last && !_pool.IsStopped;
        if (idle || Interlocked.CompareExchange(ref _parked, 0, 1) == 0)
        {
            _wake.Wait();
        }
    }
}
