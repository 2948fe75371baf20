using IlgpuCam.Cpu.Threading;

namespace IlgpuCam.Tests.Cpu;

/// <summary>The pool runs every turn once, whoever calls it and from where.</summary>
public sealed unsafe class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Every_turn_runs_once(int threads)
    {
        using var pool = new WorkerPool(threads);
        foreach (var count in new[] { 0, 1, 2, 3, 7, 1000 })
        {
            for (var repeat = 0; repeat < 200; repeat++)
            {
                var job = new Counting(count);
                pool.For(count, job, null);
                Assert.All(job.Turns, t => Assert.Equal(1, t));
            }
        }
    }

    [Fact]
    public void Loops_of_more_turns_than_are_shared_out_run_too()
    {
        using var pool = new WorkerPool(2);
        var job = new Counting(TurnRange.MostTurns + 2);
        pool.For(TurnRange.MostTurns + 2, job, null);
        Assert.DoesNotContain(job.Turns, t => t != 1);
    }

    [Fact]
    public void Parked_workers_wake_up()
    {
        using var pool = new WorkerPool(3);
        for (var repeat = 0; repeat < 5; repeat++)
        {
            Thread.Sleep(60);
            var job = new Counting(100);
            pool.For(100, job, null);
            Assert.All(job.Turns, t => Assert.Equal(1, t));
        }
    }

    [Fact]
    public void Loops_inside_loops_and_loops_of_many_callers_neither_wait_nor_mix()
    {
        using var pool = new WorkerPool(3);
        var callers = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (var repeat = 0; repeat < 100; repeat++)
            {
                var outer = new Nested(pool, 9);
                pool.For(9, outer, null);
                Assert.All(outer.Inner, i => Assert.All(i.Turns, t => Assert.Equal(1, t)));
            }
        })).ToArray();
        Array.ForEach(callers, c => c.Start());
        Assert.All(callers, c => Assert.True(c.Join(TimeSpan.FromSeconds(30))));
    }

    [Fact]
    public void An_exception_reaches_the_caller_and_the_pool_goes_on()
    {
        using var pool = new WorkerPool(2);
        for (var repeat = 0; repeat < 50; repeat++)
        {
            Assert.Equal("turn 5", Assert.Throws<InvalidOperationException>(() => pool.For(100, new Failing(), null)).Message);
            var job = new Counting(10);
            pool.For(10, job, null);
            Assert.All(job.Turns, t => Assert.Equal(1, t));
        }
    }

    [Fact]
    public void A_stopped_pool_runs_loops_on_the_caller()
    {
        var pool = new WorkerPool(2);
        pool.Dispose();
        pool.Dispose();
        var job = new Counting(5);
        pool.For(5, job, null);
        Assert.All(job.Turns, t => Assert.Equal(1, t));
    }

    private sealed class Counting(int count) : IParallelJob
    {
        internal int[] Turns { get; } = new int[count];

        public void Execute(int index, void* context) => Interlocked.Increment(ref Turns[index]);
    }

    private sealed class Nested(WorkerPool pool, int count) : IParallelJob
    {
        internal Counting[] Inner { get; } = [.. Enumerable.Range(0, count).Select(_ => new Counting(count))];

        public void Execute(int index, void* context) => pool.For(count, Inner[index], null);
    }

    private sealed class Failing : IParallelJob
    {
        public void Execute(int index, void* context)
        {
            if (index == 5)
            {
                throw new InvalidOperationException("turn 5");
            }
        }
    }
}
