namespace IlgpuCam.Cpu.Kernels;

/// <summary>A function of two numbers, as a type, so that a loop over it is compiled for it.</summary>
internal interface IScalarFunction
{
    static abstract float Apply(float a, float b);
}
