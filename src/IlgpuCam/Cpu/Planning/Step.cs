using IlgpuCam.Cpu.Threading;

namespace IlgpuCam.Cpu.Planning;

/// <summary>One loop of a plan, immutable once the memory is planned. Its turns write disjoint parts of its result, and no sum is split between turns.</summary>
internal abstract unsafe class Step : IParallelJob
{
    /// <summary>The number of turns.</summary>
    internal abstract int Tasks { get; }

    /// <summary>The algorithm, where an operator has several; empty otherwise.</summary>
    internal virtual string Algorithm => string.Empty;

    /// <summary>One turn.</summary>
    /// <param name="task">Which, from 0.</param>
    /// <param name="frame">The memory.</param>
    internal abstract void Execute(int task, RunFrame* frame);

    void IParallelJob.Execute(int index, void* context) => Execute(index, (RunFrame*)context);
}
