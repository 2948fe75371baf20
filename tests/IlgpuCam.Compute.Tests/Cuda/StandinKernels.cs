using System.Text;
using IlgpuCam.Compute.Launching;
using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Tests.Cuda;

/// <summary>The hand-written kernels as the generator would define them.</summary>
internal static class StandinKernels
{
    internal static KernelDefinition Saxpy { get; } = Define("test_saxpy", View("x", 4), View("y", 4), Value("a", 4));

    internal static KernelDefinition Reduce { get; } = Define("test_reduce", View("x", 4), View("sums", 4));

    internal static KernelDefinition Reverse { get; } = Define("test_reverse", View("x", 4));

    internal static KernelDefinition Indices { get; } = Define("test_indices", View("x", 4));

    internal static KernelDefinition Overrun { get; } = Define("test_overrun", View("x", 4));

    internal static KernelParameter View(string name, int size) => new(name, KernelParameterKind.View, "element", size);

    internal static KernelParameter Value(string name, int size) => new(name, KernelParameterKind.Scalar, "value", size);

    internal static KernelDefinition Define(string name, params KernelParameter[] parameters)
        => With(name, () => new MemoryStream(Encoding.ASCII.GetBytes(CudaStandin.Ptx(name))), CudaStandin.SkipReason is null ? Hash(name) : "", parameters);

    internal static KernelDefinition With(string name, Func<Stream?> ptx, string hash, params KernelParameter[] parameters) => new()
    {
        Name = name,
        SourceFile = $"{name}.cu",
        Parameters = parameters,
        SharedBytes = 0,
        UsesDynamicShared = true,
        MaxGroupSize = 0,
        UsesShuffles = false,
        UsesFloat64 = false,
        UsesInt64Atomics = false,
        OpenClSource = () => throw new NotSupportedException("for CUDA only"),
        CudaHash = hash,
        Ptx = ptx,
        Emulate = (_, _) => throw new NotSupportedException("for CUDA only"),
        Debug = (_, _) => throw new NotSupportedException("for CUDA only"),
    };

    internal static string Hash(string name) => CudaStandin.Ptx(name).Substring("// source: ".Length, 64);

    /// <summary>Puts a launch of a kernel with one view into a stream.</summary>
    internal static void Launch(this AcceleratorStream stream, KernelDefinition kernel, KernelConfig config, ArrayView<int> view)
        => stream.Launch(kernel, config, [KernelArgument.Of(view)]);
}
