using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Tests.Cpu;

/// <summary>Plans of one backend read the same packed weights where they want them in the same order, and only there.</summary>
public sealed class PackedWeightsTests
{
    private static readonly ConstantTensor Square = ConstantTensor.FromFloats([3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]);

    [Fact]
    public void Weights_are_packed_once_for_each_order()
    {
        var packed = new PackedWeights();
        var rows = Pack(packed, isTransposed: false, byColumns: false);
        Assert.Equal([1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9, 0], rows.Span[..12].ToArray());
        Assert.Same(rows, Pack(packed, isTransposed: false, byColumns: false));

        var columns = Pack(packed, isTransposed: false, byColumns: true);
        Assert.Equal([1, 4, 7, 0, 2, 5, 8, 0, 3, 6, 9, 0], columns.Span[..12].ToArray());
        var transposed = Pack(packed, isTransposed: true, byColumns: true);
        Assert.NotSame(columns, transposed);
        Assert.Equal(rows.Span[..12].ToArray(), transposed.Span[..12].ToArray());
        Assert.NotSame(rows, Pack(new(), isTransposed: false, byColumns: false));
        GC.KeepAlive(rows);
        GC.KeepAlive(columns);
    }

    [Fact]
    public void What_no_plan_holds_any_more_is_not_kept()
    {
        var packed = new PackedWeights();
        var forgotten = Forget(packed);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(forgotten.TryGetTarget(out _));
        Assert.Equal([1, 2, 3, 0], Pack(packed, isTransposed: false, byColumns: false).Span[..4].ToArray());

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference<AlignedBuffer> Forget(PackedWeights packed) => new(Pack(packed, isTransposed: false, byColumns: false));
    }

    [Fact]
    public void The_bound_counts_what_is_shared_as_well()
    {
        var packed = new PackedWeights();
        var budget = new PackingBudget(9, packed);
        var first = new WeightRows(Square, 3).PackRows(1 << 26, budget, "first");
        var error = Assert.Throws<NetworkException>(() => new WeightRows(Square, 3).PackRows(1 << 26, budget, "second"));
        Assert.Contains("'second'", error.Message, StringComparison.Ordinal);
        GC.KeepAlive(first);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(33)]
    public void A_square_matrix_may_be_the_weights_of_a_layer_and_a_factor(int batch)
    {
        var test = new TestNetwork();
        var (x, matrix) = (test.Input(batch, 37), test.Constant(37, 37));
        var layer = test.Add(new FullyConnected(), x, matrix);
        test.Check(layer, test.Add(new MatrixProduct(), x, matrix), test.Add(new FullyConnected(), test.Add(new MatrixProduct(), layer, matrix), matrix));
    }

    private static AlignedBuffer Pack(PackedWeights packed, bool isTransposed, bool byColumns)
    {
        var (rows, budget) = (new WeightRows(Square, 3, isTransposed), new PackingBudget(9, packed));
        return byColumns ? rows.PackColumns(4, budget, "layer") : rows.PackRows(4, budget, "layer");
    }
}
