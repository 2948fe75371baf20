using IlgpuCam.Cpu.Planning;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>What operators from blocked maps to blocked maps share.</summary>
internal static class MapLowering
{
    internal static void Wire(Operation operation)
    {
        operation.Input(0).Require(Layout.Blocked);
        operation.Output.WrittenAs(Layout.Blocked);
    }
}
