namespace IlgpuCam.Cpu.Kernels;

/// <summary>An integer as a type, so that a generic kernel is compiled anew for each value.</summary>
internal interface IConstant
{
    static abstract int Value { get; }
}
