using System.Runtime.InteropServices;

namespace IlgpuCam.Cpu.Threading;

/// <summary>What the threads of a pool watch: one cache line with everything about the current loop, which nobody writes to while the loop runs.</summary>
[StructLayout(LayoutKind.Explicit, Size = 384)]
internal unsafe struct LoopSignal
{
    /// <summary>1 while a caller has the pool; in a line of its own.</summary>
    [FieldOffset(64)]
    internal int Busy;

    /// <summary>The body.</summary>
    [FieldOffset(192)]
    internal IParallelJob? Job;

    /// <summary>Passed to each turn.</summary>
    [FieldOffset(200)]
    internal void* Context;

    /// <summary>The number of turns.</summary>
    [FieldOffset(208)]
    internal int Count;

    /// <summary>The number of the loop, written last.</summary>
    [FieldOffset(212)]
    internal int Number;

    /// <summary>Whether the pool has been disposed.</summary>
    [FieldOffset(216)]
    internal bool IsStopped;
}
