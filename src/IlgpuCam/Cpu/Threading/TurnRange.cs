using System.Runtime.InteropServices;

namespace IlgpuCam.Cpu.Threading;

/// <summary>
/// The turns of a loop that one thread begins with: it takes them from the front, and threads that have nothing left take them from the back. A thread so gets about the same part
/// of each loop, and finds in its own cache what it left there in the loop before. Whoever comes first to a range in a new loop fills it, so that starting a loop touches no range.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct TurnRange
{
    /// <summary>Turns that a loop may have.</summary>
    internal const int MostTurns = (1 << TurnBits) - 1;

    /// <summary>Loop numbers are counted up to this, then from 0 again.</summary>
    internal const int LoopMask = (1 << 21) - 1;

    private const int TurnBits = 21;
    private const long Joined = 1L << (2 * TurnBits);

    // Loop, whether the owner takes part, end and first turn in one number: all change at once. Fields of different use lie 128 bytes apart, beyond what the processor fetches together.
    [FieldOffset(64)]
    private long _state;

    [FieldOffset(192)]
    private int _finished;

    /// <summary>The owner enters a loop, unless it has no turns left for it.</summary>
    /// <param name="loop">The loop's number.</param>
    /// <param name="first">The first turn of this range.</param>
    /// <param name="end">Behind the last one.</param>
    internal bool TryJoin(int loop, int first, int end)
    {
        Volatile.Write(ref _finished, -1);
        for (var state = Volatile.Read(in _state); ;)
        {
            // Another number: the loop is over, and the pool is at the next one.
            var filled = Loop(state) == loop ? state : Loop(state) == ((loop - 1) & LoopMask) ? Pack(loop, first, end) : 0;
            if (First(filled) >= End(filled))
            {
                return false;
            }

            var seen = Interlocked.CompareExchange(ref _state, filled | Joined, state);
            if (seen == state)
            {
                return true;
            }

            state = seen;
        }
    }

    /// <summary>Takes the first turn, or gives -1; only for a thread that has joined.</summary>
    internal int TakeFirst()
    {
        for (var state = Volatile.Read(in _state); First(state) < End(state);)
        {
            var seen = Interlocked.CompareExchange(ref _state, state + 1, state);
            if (seen == state)
            {
                return First(state);
            }

            state = seen;
        }

        return -1;
    }

    /// <summary>Takes the last turn, or gives -1: then the range is empty, and its owner no longer joins the loop.</summary>
    /// <param name="loop">The loop's number.</param>
    /// <param name="first">The first turn of this range.</param>
    /// <param name="end">Behind the last one.</param>
    internal int TakeLast(int loop, int first, int end)
    {
        for (var state = Volatile.Read(in _state); ;)
        {
            var isFilled = Loop(state) == loop;
            var filled = isFilled ? state : Pack(loop, first, end);
            var isEmpty = First(filled) >= End(filled);
            if (isEmpty && isFilled)
            {
                return -1;
            }

            var seen = Interlocked.CompareExchange(ref _state, isEmpty ? filled : filled - (1L << TurnBits), state);
            if (seen == state)
            {
                return isEmpty ? -1 : End(filled) - 1;
            }

            state = seen;
        }
    }

    /// <summary>Drops all turns that are left.</summary>
    /// <param name="loop">The loop's number.</param>
    internal void Clear(int loop)
    {
        while (TakeLast(loop, 0, 0) >= 0)
        {
        }
    }

    /// <summary>The owner leaves the loop.</summary>
    internal void Finish(int loop) => Volatile.Write(ref _finished, loop);

    /// <summary>Waits until the owner has left the loop, if it has joined; the range has to be empty.</summary>
    internal readonly void Wait(int loop)
    {
        if ((Volatile.Read(in _state) & Joined) != 0)
        {
            var spinner = default(SpinWait);
            while (Volatile.Read(in _finished) != loop)
            {
                spinner.SpinOnce(sleep1Threshold: -1);
            }
        }
    }

    private static int First(long state) => (int)state & MostTurns;

    private static int End(long state) => (int)(state >> TurnBits) & MostTurns;

    private static int Loop(long state) => (int)(state >>> ((2 * TurnBits) + 1));

    private static long Pack(int loop, int first, int end) => ((long)loop << ((2 * TurnBits) + 1)) | ((long)end << TurnBits) | (uint)first;
}
