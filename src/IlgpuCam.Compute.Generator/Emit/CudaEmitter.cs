using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>A kernel as CUDA C that needs no header, for clang.</summary>
internal static class CudaEmitter
{
    public static string Emit(IrKernel kernel)
    {
        var bounds = kernel.MaxGroupSize > 0 ? $"ic_kernel ic_group_size({kernel.MaxGroupSize}) void" : "ic_kernel void";
        return new CEmitter(CudaDialect.Dialect, kernel).Emit(
            string.Empty,
            bounds,
            null,
            KernelFacts.Of(kernel).UsesDynamicShared ? ["ic_dynamic_shared"] : []);
    }
}
