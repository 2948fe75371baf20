using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.Tests.Kernels;

/// <summary>How often each value comes, by atomics. As the generator would write it, by hand.</summary>
internal static unsafe class Histogram
{
    public static KernelDefinition Definition { get; } = new()
    {
        Name = "Histogram_Run",
        SourceFile = "Histogram.cs",
        Parameters =
        [
            new("values", KernelParameterKind.View, "byte", 1),
            new("counts", KernelParameterKind.View, "int", 4),
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
        __kernel void Histogram_Run(__global uchar* v_p, long v_o, long v_n, __global int* c_p, long c_o, long c_n)
        {
            long i = get_group_id(0) * get_local_size(0) + get_local_id(0);
            if (i < v_n) { atomic_add(c_p + c_o + (v_p + v_o)[i], 1); }
        }
        """;

    public static void Run(AcceleratorStream stream, KernelConfig config, ArrayView<byte> values, ArrayView<int> counts) =>
        stream.Launch(Definition, config, [KernelArgument.Of(values), KernelArgument.Of(counts)]);

    private static void Emulate(EmulatedGroupContext group, ReadOnlySpan<KernelArgument> arguments)
    {
        var (values, counts) = (arguments[0].View<byte>(), arguments[1].View<int>());
        for (var item = 0; item < group.Size; item++)
        {
            var i = (group.GridX * group.GroupDimX) + item;
            if (i < values.IntLength)
            {
                Interlocked.Increment(ref counts[(int)values[i]]);
            }
        }
    }

    private static void Debug(DebuggedItem item, ReadOnlySpan<KernelArgument> arguments)
    {
        var (values, counts) = (arguments[0].View<byte>(), arguments[1].View<int>());
        var i = (item.GridX * item.GroupDimX) + item.IdxX;
        if (i < values.IntLength)
        {
            item.Reference(counts, item.Load(values, i))++;
        }
    }
}
