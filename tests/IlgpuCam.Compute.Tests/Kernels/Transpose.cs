using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.Tests.Kernels;

/// <summary>A matrix transposed through shared memory, tiles of 8 x 8. As the generator would write it, by hand.</summary>
internal static unsafe class Transpose
{
    public static KernelDefinition Definition { get; } = new()
    {
        Name = "Transpose_Run",
        SourceFile = "Transpose.cs",
        Parameters =
        [
            new("x", KernelParameterKind.View, "float", 4),
            new("y", KernelParameterKind.View, "float", 4),
            new("size", KernelParameterKind.Struct, "MatrixSize", 8),
        ],
        SharedBytes = 288,
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
        typedef struct { int rows; int columns; } MatrixSize;
        __kernel void Transpose_Run(__global float* x_p, long x_o, long x_n, __global float* y_p, long y_o, long y_n, MatrixSize size)
        {
            __local float tile[8 * 9];
            int lx = (int)get_local_id(0), ly = (int)get_local_id(1), gx = (int)get_group_id(0) * 8, gy = (int)get_group_id(1) * 8;
            if (gy + ly < size.rows && gx + lx < size.columns) { tile[ly * 9 + lx] = (x_p + x_o)[(gy + ly) * size.columns + gx + lx]; }
            barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
            if (gx + ly < size.columns && gy + lx < size.rows) { (y_p + y_o)[(gx + ly) * size.rows + gy + lx] = tile[lx * 9 + ly]; }
        }
        """;

    public static void Run(AcceleratorStream stream, KernelConfig config, ArrayView<float> x, ArrayView<float> y, MatrixSize size) =>
        stream.Launch(Definition, config, [KernelArgument.Of(x), KernelArgument.Of(y), KernelArgument.Of(&size)]);

    private static void Emulate(EmulatedGroupContext group, ReadOnlySpan<KernelArgument> arguments)
    {
        var (x, y, size) = (arguments[0].View<float>(), arguments[1].View<float>(), arguments[2].Value<MatrixSize>());
        var tile = group.Shared<float>(8 * 9);
        var (left, top) = (group.GridX * 8, group.GridY * 8);
        for (var item = 0; item < group.Size; item++)
        {
            var (column, row) = (item % 8, item / 8);
            if (top + row < size.Rows && left + column < size.Columns)
            {
                tile[(row * 9) + column] = x[((top + row) * size.Columns) + left + column];
            }
        }

        for (var item = 0; item < group.Size; item++)
        {
            var (column, row) = (item % 8, item / 8);
            if (left + row < size.Columns && top + column < size.Rows)
            {
                y[((left + row) * size.Rows) + top + column] = tile[(column * 9) + row];
            }
        }
    }

    private static void Debug(DebuggedItem item, ReadOnlySpan<KernelArgument> arguments)
    {
        var (x, y, size) = (arguments[0].View<float>(), arguments[1].View<float>(), arguments[2].Value<MatrixSize>());
        var tile = item.Shared<float>(0, 8 * 9);
        var (left, top) = (item.GridX * 8, item.GridY * 8);
        if (top + item.IdxY < size.Rows && left + item.IdxX < size.Columns)
        {
            item.Store(tile, (item.IdxY * 9) + item.IdxX, item.Load(x, ((top + item.IdxY) * size.Columns) + left + item.IdxX));
        }

        item.Barrier(0);
        if (left + item.IdxY < size.Columns && top + item.IdxX < size.Rows)
        {
            item.Store(y, ((left + item.IdxY) * size.Rows) + top + item.IdxX, item.Load(tile, (item.IdxX * 9) + item.IdxY));
        }
    }
}
