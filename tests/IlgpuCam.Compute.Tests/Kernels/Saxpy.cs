using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.Tests.Kernels;

/// <summary>y = a x + y. As the generator would write it, by hand.</summary>
internal static unsafe class Saxpy
{
    public static KernelDefinition Definition { get; } = new()
    {
        Name = "Saxpy_Run",
        SourceFile = "Saxpy.cs",
        Parameters =
        [
            new("x", KernelParameterKind.View, "float", 4),
            new("y", KernelParameterKind.View, "float", 4),
            new("a", KernelParameterKind.Scalar, "float", 4),
        ],
        SharedBytes = 0,
        UsesDynamicShared = false,
        MaxGroupSize = 0,
        UsesShuffles = false,
        UsesFloat64 = false,
        UsesInt64Atomics = false,
        OpenClSource = () => OpenCl,
        CudaHash = "",
        Ptx = () => null,
        Emulate = Emulate,
        Debug = Debug,
    };

    private const string OpenCl = """
        #pragma OPENCL FP_CONTRACT OFF
        __kernel void Saxpy_Run(__global float* x_p, long x_o, long x_n, __global float* y_p, long y_o, long y_n, float a)
        {
            int i = (int)(get_group_id(0) * get_local_size(0) + get_local_id(0));
            if (i < y_n) { (y_p + y_o)[i] = fma(a, (x_p + x_o)[i], (y_p + y_o)[i]); }
        }
        """;

    public static void Run(AcceleratorStream stream, KernelConfig config, ArrayView<float> x, ArrayView<float> y, float a) =>
        stream.Launch(Definition, config, [KernelArgument.Of(x), KernelArgument.Of(y), KernelArgument.Of(&a)]);

    private static void Emulate(EmulatedGroupContext group, ReadOnlySpan<KernelArgument> arguments)
    {
        var (x, y, a) = (arguments[0].View<float>(), arguments[1].View<float>(), arguments[2].Value<float>());
        for (var item = 0; item < group.Size; item++)
        {
            var i = (group.GridX * group.GroupDimX) + item;
            if (i < y.IntLength)
            {
                y[i] = MathF.FusedMultiplyAdd(a, x[i], y[i]);
            }
        }
    }

    private static void Debug(DebuggedItem item, ReadOnlySpan<KernelArgument> arguments)
    {
        var (x, y, a) = (arguments[0].View<float>(), arguments[1].View<float>(), arguments[2].Value<float>());
        item.Line = 7;
        var i = (item.GridX * item.GroupDimX) + item.IdxX;
        item.Line = 8;
        if (i < y.IntLength)
        {
            item.Line = 9;
            item.Store(y, i, MathF.FusedMultiplyAdd(a, item.Load(x, i), item.Load(y, i)));
        }
    }
}
