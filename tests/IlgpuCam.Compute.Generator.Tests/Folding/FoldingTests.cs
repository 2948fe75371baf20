using IlgpuCam.Compute.Generator.Folding;
using IlgpuCam.Compute.Generator.Ir;
using static IlgpuCam.Compute.Generator.Ir.BinaryOperator;

namespace IlgpuCam.Compute.Generator.Tests.Folding;

/// <summary>Constants are computed as the device would.</summary>
public sealed class FoldingTests
{
    [Fact]
    public void Operations_on_constants_wrap_round_and_shift_as_in_csharp()
    {
        Assert.Equal(int.MinValue, BinaryFolding.Apply(Add, int.MaxValue, 1));
        Assert.Equal(unchecked(123456789 * 987654321), BinaryFolding.Apply(Multiply, 123456789, 987654321));
        Assert.Equal(uint.MaxValue, BinaryFolding.Apply(Subtract, 0u, 1u));
        Assert.Equal(-3, BinaryFolding.Apply(Divide, -7, 2));
        Assert.Equal(-1, BinaryFolding.Apply(Remainder, -7, 2));
        Assert.Equal(2, BinaryFolding.Apply(ShiftLeft, 1, 33));
        Assert.Equal(-1, BinaryFolding.Apply(ShiftRight, -8, 31));
        Assert.Equal(1, BinaryFolding.Apply(UnsignedShiftRight, -8, 31));
        Assert.Equal(0.1f + 0.2f, BinaryFolding.Apply(Add, 0.1f, 0.2f));
        Assert.Equal(1f / 3, BinaryFolding.Apply(Divide, 1f, 3f));
        Assert.Equal(true, BinaryFolding.Apply(Less, 3u, 4000000000u));
        Assert.Equal(false, BinaryFolding.Apply(Equal, float.NaN, float.NaN));
    }

    [Fact]
    public void A_division_that_traps_is_left_to_the_device()
    {
        Assert.Null(BinaryFolding.Apply(Divide, 1, 0));
        Assert.Null(BinaryFolding.Apply(Remainder, int.MinValue, -1));
        Assert.Null(BinaryFolding.Apply(Divide, 1ul, 0ul));
    }

    [Fact]
    public void Conversions_of_constants_saturate_from_floats_and_wrap_from_integers()
    {
        Assert.Equal(int.MaxValue, ConversionFolding.Apply(3e9f, ScalarKind.Int32));
        Assert.Equal(0, ConversionFolding.Apply(float.NaN, ScalarKind.Int32));
        Assert.Equal(0u, ConversionFolding.Apply(-5.5, ScalarKind.UInt32));
        Assert.Equal(ulong.MaxValue, ConversionFolding.Apply(-1, ScalarKind.UInt64));
        Assert.Equal(1.8446744073709552E19f, ConversionFolding.Apply(ulong.MaxValue, ScalarKind.Float32));
        Assert.Equal(-56, ConversionFolding.Narrow(200, ScalarKind.Int8));
    }
}
