using IlgpuCam.Cpu.Threading;

namespace IlgpuCam.Tests.Cpu;

/// <summary>A range hands out every turn of a loop once, from both ends, and lets its owner in only while there is something to do.</summary>
public sealed class TurnRangeTests
{
    [Fact]
    public void The_owner_takes_from_the_front_and_others_from_the_back()
    {
        var range = default(TurnRange);
        Assert.Equal(6, range.TakeLast(1, 3, 7));
        Assert.True(range.TryJoin(1, 3, 7));
        Assert.Equal(3, range.TakeFirst());
        Assert.Equal(5, range.TakeLast(1, 3, 7));
        Assert.Equal(4, range.TakeFirst());
        Assert.Equal(-1, range.TakeFirst());
        Assert.Equal(-1, range.TakeLast(1, 3, 7));
        range.Finish(1);
        range.Wait(1);
    }

    [Fact]
    public void An_owner_that_comes_late_stays_out()
    {
        var range = default(TurnRange);
        Assert.Equal(0, range.TakeLast(1, 0, 1));
        Assert.Equal(-1, range.TakeLast(1, 0, 1));
        Assert.False(range.TryJoin(1, 0, 1));
        range.Wait(1);

        // The next loop has begun already: what the owner has read of the last one is nothing to it.
        Assert.Equal(4, range.TakeLast(2, 0, 5));
        Assert.False(range.TryJoin(1, 0, 1));
        Assert.True(range.TryJoin(2, 0, 5));
        Assert.Equal([0, 1, 2, 3, -1], Enumerable.Range(0, 5).Select(_ => range.TakeFirst()));
    }

    [Fact]
    public void A_range_without_turns_is_closed_all_the_same()
    {
        var range = default(TurnRange);
        Assert.False(range.TryJoin(1, 0, 0));
        Assert.Equal(-1, range.TakeLast(1, 0, 0));
        Assert.Equal(1, range.TakeLast(2, 0, 2));
        range.Clear(2);
        Assert.False(range.TryJoin(2, 0, 2));
    }

    [Fact]
    public void Loop_numbers_begin_again_after_the_last()
    {
        var range = default(TurnRange);
        range.Clear(TurnRange.LoopMask - 1);
        Assert.True(range.TryJoin(TurnRange.LoopMask, TurnRange.MostTurns - 1, TurnRange.MostTurns));
        Assert.Equal(TurnRange.MostTurns - 1, range.TakeFirst());
        range.Finish(TurnRange.LoopMask);
        range.Wait(TurnRange.LoopMask);
        Assert.Equal(-1, range.TakeLast(TurnRange.LoopMask, TurnRange.MostTurns - 1, TurnRange.MostTurns));
        Assert.True(range.TryJoin(0, 0, 1));
        Assert.Equal(0, range.TakeFirst());
    }
}
