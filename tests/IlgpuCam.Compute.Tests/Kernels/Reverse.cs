using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.Tests.Kernels;

/// <summary>Each group back to front, through shared memory of the launch's size. As the generator would write it, by hand.</summary>
internal static unsafe class Reverse
{
    public static KernelDefinition Definition { get; } = new()
    {
        Name = "Reverse_Run",
        SourceFile = "Reverse.cs",
        Parameters =
        [
            new("x", KernelParameterKind.View, "int", 4),
        ],
        SharedBytes = 0,
        UsesDynamicShared = true,
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
        __kernel void Reverse_Run(__global int* x_p, long x_o, long x_n, __local char* dynamic_shared, int dynamic_bytes)
        {
            __local int* row = (__local int*)dynamic_shared;
            int own = (int)get_local_id(0), size = (int)get_local_size(0);
            __global int* x = x_p + x_o + get_group_id(0) * size;
            row[own] = x[own];
            barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
            x[own] = row[size - 1 - own];
        }
        """;

    public static void Run(AcceleratorStream stream, KernelConfig config, ArrayView<int> x) => stream.Launch(Definition, config, [KernelArgument.Of(x)]);

    private static void Emulate(EmulatedGroupContext group, ReadOnlySpan<KernelArgument> arguments)
    {
        var x = arguments[0].View<int>();
        var row = group.DynamicShared<int>();
        for (var item = 0; item < group.Size; item++)
        {
            row[item] = x[(group.GridX * group.GroupDimX) + item];
        }

        for (var item = 0; item < group.Size; item++)
        {
            x[(group.GridX * group.GroupDimX) + item] = row[group.Size - 1 - item];
        }
    }

    private static void Debug(DebuggedItem item, ReadOnlySpan<KernelArgument> arguments)
    {
        var x = arguments[0].View<int>();
        var row = item.DynamicShared<int>();
        item.Store(row, item.IdxX, item.Load(x, (item.GridX * item.GroupDimX) + item.IdxX));
        item.Barrier(0);
        item.Store(x, (item.GridX * item.GroupDimX) + item.IdxX, item.Load(row, item.GroupDimX - 1 - item.IdxX));
    }
}
