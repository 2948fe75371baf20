namespace IlgpuCam.Cpu.Planning;

/// <summary>
/// Scratch memory for the turns of steps that have one turn a thread. A turn's lies at one place for all steps of a plan: its thread writes where it wrote before, not over what another core still has in
/// its cache, which between distant cores takes a fifth of a step's time.
/// </summary>
internal sealed unsafe class TurnScratch
{
    private readonly Storage _storage = new(string.Empty, 0);
    private long _length;
    private int _turns;

    /// <summary>What a step that uses it reads and writes.</summary>
    internal Form Form => Form.Plain([1], _storage);

    /// <summary>Makes it large enough for a step.</summary>
    /// <param name="turns">Turns of the step.</param>
    /// <param name="length">Floats that each needs.</param>
    /// <param name="owner">The node, as errors name it.</param>
    /// <exception cref="Models.NetworkException">It would be too long.</exception>
    internal void Reserve(int turns, long length, string owner)
    {
        (turns, length) = (Math.Max(_turns, turns), Math.Max(_length, AlignedBuffer.RoundUp(length)));
        MemoryPlan.CheckLength((Int128)turns * length, owner);
        (_turns, _length) = (turns, length);
        _storage.Grow(turns * length, owner);
    }

    /// <summary>Where a turn's memory starts, once the plan is made.</summary>
    /// <param name="turn">Which, from 0.</param>
    /// <param name="frame">The memory of a run.</param>
    internal float* At(int turn, RunFrame* frame) => frame->Arena + _storage.Offset + (turn * (nint)_length);
}
