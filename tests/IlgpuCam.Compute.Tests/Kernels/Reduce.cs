using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.Tests.Kernels;

/// <summary>The sum of each group of 64, by halves in shared memory. As the generator would write it, by hand.</summary>
internal static unsafe class Reduce
{
    public static KernelDefinition Definition { get; } = new()
    {
        Name = "Reduce_Run",
        SourceFile = "Reduce.cs",
        Parameters =
        [
            new("x", KernelParameterKind.View, "int", 4),
            new("sums", KernelParameterKind.View, "int", 4),
        ],
        SharedBytes = 256,
        UsesDynamicShared = false,
        MaxGroupSize = 64,
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
        __kernel void Reduce_Run(__global int* x_p, long x_o, long x_n, __global int* s_p, long s_o, long s_n)
        {
            __local int parts[64];
            int own = (int)get_local_id(0);
            long i = get_group_id(0) * get_local_size(0) + own;
            parts[own] = i < x_n ? (x_p + x_o)[i] : 0;
            for (int rest = 32; rest > 0; rest >>= 1)
            {
                barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
                if (own < rest) { parts[own] += parts[own + rest]; }
            }
            if (own == 0) { (s_p + s_o)[get_group_id(0)] = parts[0]; }
        }
        """;

    public static void Run(AcceleratorStream stream, KernelConfig config, ArrayView<int> x, ArrayView<int> sums) =>
        stream.Launch(Definition, config, [KernelArgument.Of(x), KernelArgument.Of(sums)]);

    private static void Emulate(EmulatedGroupContext group, ReadOnlySpan<KernelArgument> arguments)
    {
        var (x, sums) = (arguments[0].View<int>(), arguments[1].View<int>());
        var parts = group.Shared<int>(64);
        var half = group.Items<int>();
        var conditions = group.Items<bool>();
        for (var item = 0; item < group.Size; item++)
        {
            var i = ((long)group.GridX * group.GroupDimX) + item;
            parts[item] = i < x.Length ? x[i] : 0;
            half[item] = 32;
        }

        while (true)
        {
            for (var item = 0; item < group.Size; item++)
            {
                conditions[item] = half[item] > 0;
            }

            group.RequireUniform(conditions, "Reduce_Run", 9);
            if (!conditions[0])
            {
                break;
            }

            for (var item = 0; item < group.Size; item++)
            {
                if (item < half[item])
                {
                    parts[item] += parts[item + half[item]];
                }
            }

            for (var item = 0; item < group.Size; item++)
            {
                half[item] >>= 1;
            }
        }

        sums[group.GridX] = parts[0];
    }

    private static void Debug(DebuggedItem item, ReadOnlySpan<KernelArgument> arguments)
    {
        var (x, sums) = (arguments[0].View<int>(), arguments[1].View<int>());
        var parts = item.Shared<int>(0, 64);
        var i = ((long)item.GridX * item.GroupDimX) + item.IdxX;
        item.Line = 8;
        item.Store(parts, item.IdxX, i < x.Length ? item.Load(x, i) : 0);
        for (var half = 32; half > 0; half >>= 1)
        {
            item.Line = 11;
            item.Barrier(0);
            if (item.IdxX < half)
            {
                item.Line = 12;
                item.Store(parts, item.IdxX, item.Load(parts, item.IdxX) + item.Load(parts, item.IdxX + half));
            }
        }

        if (item.IdxX == 0)
        {
            item.Line = 14;
            item.Store(sums, item.GridX, item.Load(parts, 0));
        }
    }
}
