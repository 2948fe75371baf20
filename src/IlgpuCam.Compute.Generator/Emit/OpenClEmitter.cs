using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>A kernel as OpenCL C 1.2.</summary>
internal static class OpenClEmitter
{
    public static string Emit(IrKernel kernel)
    {
        var facts = KernelFacts.Of(kernel);
        var head = new List<string>();
        // Halves are rounded from doubles only where doubles are: the fact covers both.
        if (facts.UsesFloat64)
        {
            head.Add("#pragma OPENCL EXTENSION cl_khr_fp64 : enable");
            head.Add("typedef double f64;");
        }

        if (facts.UsesInt64Atomics)
        {
            head.Add("#pragma OPENCL EXTENSION cl_khr_int64_base_atomics : enable");
            head.Add("#pragma OPENCL EXTENSION cl_khr_int64_extended_atomics : enable");
        }

        return new CEmitter(OpenClDialect.Dialect, kernel).Emit(
            string.Join("\n", head),
            "__kernel void",
            facts.UsesDynamicShared ? "__local char* dynamic_shared, i32 dynamic_bytes" : null,
            facts.UsesShuffles ? [$"__local u64 ic_scratch[{kernel.MaxGroupSize}];"] : []);
    }
}
