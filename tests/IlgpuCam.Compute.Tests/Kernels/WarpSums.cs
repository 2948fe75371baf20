using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.Tests.Kernels;

/// <summary>The sum of each warp by turns of exchange, and the neighbour's value. As the generator would write it, by hand.</summary>
internal static unsafe class WarpSums
{
    public static KernelDefinition Definition { get; } = new()
    {
        Name = "WarpSums_Run",
        SourceFile = "WarpSums.cs",
        Parameters =
        [
            new("x", KernelParameterKind.View, "float", 4),
            new("y", KernelParameterKind.View, "float", 4),
        ],
        SharedBytes = 0,
        UsesDynamicShared = false,
        MaxGroupSize = 64,
        UsesShuffles = true,
        UsesFloat64 = false,
        UsesInt64Atomics = false,
        OpenClSource = () => OpenCl,
        CudaHash = "",
        Ptx = () => null,
        Emulate = Emulate,
        Debug = Debug,
    };

    private const string OpenCl = """
        __kernel void WarpSums_Run(__global float* x_p, long x_o, long x_n, __global float* y_p, long y_o, long y_n)
        {
            __local float scratch[64];
            int own = (int)get_local_id(0), size = (int)get_local_size(0);
            float value = (x_p + x_o)[own];
            for (int mask = 16; mask > 0; mask >>= 1)
            {
                barrier(CLK_LOCAL_MEM_FENCE);
                scratch[own] = value;
                barrier(CLK_LOCAL_MEM_FENCE);
                int from = own ^ mask;
                value = value + scratch[from < size ? from : own];
            }
            (y_p + y_o)[own] = value;
        }
        """;

    public static void Run(AcceleratorStream stream, KernelConfig config, ArrayView<float> x, ArrayView<float> y) =>
        stream.Launch(Definition, config, [KernelArgument.Of(x), KernelArgument.Of(y)]);

    private static void Emulate(EmulatedGroupContext group, ReadOnlySpan<KernelArgument> arguments)
    {
        var (x, y) = (arguments[0].View<float>(), arguments[1].View<float>());
        var value = group.Items<float>();
        var shuffled = group.Items<float>();
        for (var item = 0; item < group.Size; item++)
        {
            value[item] = x[item];
        }

        for (var mask = 16; mask > 0; mask >>= 1)
        {
            for (var item = 0; item < group.Size; item++)
            {
                shuffled[item] = value[item];
            }

            for (var item = 0; item < group.Size; item++)
            {
                var from = item ^ mask;
                value[item] += shuffled[from < group.Size ? from : item];
            }
        }

        for (var item = 0; item < group.Size; item++)
        {
            y[item] = value[item];
        }
    }

    private static void Debug(DebuggedItem item, ReadOnlySpan<KernelArgument> arguments)
    {
        var (x, y) = (arguments[0].View<float>(), arguments[1].View<float>());
        var value = item.Load(x, item.IdxX);
        for (var mask = 16; mask > 0; mask >>= 1)
        {
            value += item.ShuffleXor(value, mask, 0);
        }

        item.Store(y, item.IdxX, value);
    }
}
