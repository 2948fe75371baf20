namespace IlgpuCam.Cpu.Kernels;

/// <summary>The functions of two numbers that <see cref="BroadcastStep{TFunction}"/> applies.</summary>
internal static class BroadcastFunctions
{
    internal readonly struct Sum : IScalarFunction
    {
        public static float Apply(float a, float b) => a + b;
    }

    internal readonly struct Product : IScalarFunction
    {
        public static float Apply(float a, float b) => a * b;
    }
}
