namespace ILGPU.Runtime;

public static class Stride1D
{
    public readonly struct Dense;
}
