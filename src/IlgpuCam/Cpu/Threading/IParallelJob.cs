namespace IlgpuCam.Cpu.Threading;

/// <summary>A loop whose turns are independent of each other.</summary>
internal unsafe interface IParallelJob
{
    /// <summary>One turn.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <param name="context">What the caller of the loop passed.</param>
    void Execute(int index, void* context);
}
