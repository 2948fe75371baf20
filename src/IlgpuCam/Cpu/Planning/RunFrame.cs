namespace IlgpuCam.Cpu.Planning;

/// <summary>The memory of one run.</summary>
internal unsafe struct RunFrame
{
    /// <summary>The arena.</summary>
    internal float* Arena;

    /// <summary>The tensor that is being read in or written out.</summary>
    internal float* External;
}
