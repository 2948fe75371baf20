using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Tests.Tensors;

public sealed class ConstantTensorTests
{
    [Fact]
    public void Every_type_becomes_float32()
    {
        Assert.Equal([0f, 1, 1], From<byte>(ElementType.Bool, 0, 1, 2).ToFloats());
        Assert.Equal([0f, 255], From<byte>(ElementType.UInt8, 0, 255).ToFloats());
        Assert.Equal([-128f, 127], From<sbyte>(ElementType.Int8, -128, 127).ToFloats());
        Assert.Equal([-32768f, 32767], From<short>(ElementType.Int16, -32768, 32767).ToFloats());
        Assert.Equal([0f, 65535], From<ushort>(ElementType.UInt16, 0, 65535).ToFloats());
        Assert.Equal([-2147483648f, 7], From(ElementType.Int32, int.MinValue, 7).ToFloats());
        Assert.Equal([4294967296f, 7], From<uint>(ElementType.UInt32, uint.MaxValue, 7).ToFloats());
        Assert.Equal([-9223372036854775808f, 7], From(ElementType.Int64, long.MinValue, 7).ToFloats());
        Assert.Equal([18446744073709551616f, 7], From<ulong>(ElementType.UInt64, ulong.MaxValue, 7).ToFloats());
        Assert.Equal([-0.5f, 65504], From<Half>(ElementType.Float16, (Half)(-0.5), Half.MaxValue).ToFloats());
        Assert.Equal([1.5f, float.NegativeInfinity], From<ushort>(ElementType.BFloat16, 0x3FC0, 0xFF80).ToFloats());
        Assert.Equal([1.5f, float.Epsilon], From(ElementType.Float32, 1.5f, float.Epsilon).ToFloats());
        Assert.Equal([0.1f, float.PositiveInfinity], From(ElementType.Float64, 0.1, 1e300).ToFloats());
    }

    [Fact]
    public void Every_integer_type_becomes_int64()
    {
        Assert.Equal([0, 1, 1], From<byte>(ElementType.Bool, 0, 1, 2).ToInt64());
        Assert.Equal([0, 255], From<byte>(ElementType.UInt8, 0, 255).ToInt64());
        Assert.Equal([-128, 127], From<sbyte>(ElementType.Int8, -128, 127).ToInt64());
        Assert.Equal([-32768, 32767], From<short>(ElementType.Int16, -32768, 32767).ToInt64());
        Assert.Equal([0, 65535], From<ushort>(ElementType.UInt16, 0, 65535).ToInt64());
        Assert.Equal([int.MinValue, int.MaxValue], From(ElementType.Int32, int.MinValue, int.MaxValue).ToInt64());
        Assert.Equal([0, uint.MaxValue], From<uint>(ElementType.UInt32, 0, uint.MaxValue).ToInt64());
        Assert.Equal([long.MinValue, long.MaxValue], From<long>(ElementType.Int64, long.MinValue, long.MaxValue).ToInt64());
        Assert.Equal([0, long.MaxValue], From<ulong>(ElementType.UInt64, 0, long.MaxValue).ToInt64());
    }

    [Fact]
    public void Floats_and_numbers_beyond_int64_are_no_integers()
    {
        Assert.Throws<InvalidOperationException>(() => From(ElementType.Float32, 1f).ToInt64());
        Assert.Throws<InvalidOperationException>(() => From(ElementType.UInt64, ulong.MaxValue).ToInt64());
    }

    [Fact]
    public void An_element_of_another_size_is_refused()
    {
        Assert.Throws<InvalidOperationException>(() => From(ElementType.Float32, 1f).AsSpan<double>());
        Assert.Throws<InvalidOperationException>(() => From(ElementType.Float16, 1f));
    }

    [Fact]
    public void The_bytes_have_to_fit_type_and_shape()
    {
        var error = Assert.Throws<ModelFormatException>(() => new ConstantTensor(ElementType.Float32, [2, 3], new byte[20]));

        Assert.Equal("A Float32 tensor of 2x3 needs 24 bytes, found 20.", error.Message);
        Assert.Throws<ModelFormatException>(() => From(ElementType.Float32, 1f, 2f).Reshape([3]));
    }

    [Fact]
    public void A_reshaped_constant_shares_its_elements()
    {
        var tensor = From(ElementType.Float32, 1f, 2, 3, 4, 5, 6);

        var reshaped = tensor.Reshape([2, 3]);

        Assert.Equal([2, 3], reshaped.Shape);
        Assert.Equal(tensor.Bytes, reshaped.Bytes);
        Assert.Equal([2, 3], reshaped.ToTensor().Shape);
        Assert.Equal([1f, 2, 3, 4, 5, 6], reshaped.ToTensor().Data);
    }

    [Fact]
    public void Bytes_that_are_not_aligned_are_read()
    {
        byte[] file = [9, 0, 0, 128, 63, 0, 0, 0, 64];

        Assert.Equal([1f, 2], new ConstantTensor(ElementType.Float32, [2], file.AsMemory(1)).ToFloats());
        Assert.Equal([0x40000000_3F800000], new ConstantTensor(ElementType.Int64, [1], file.AsMemory(1)).AsSpan<long>());
    }

    [Fact]
    public void Copying_leaves_the_rest_of_the_destination_and_refuses_a_short_one()
    {
        var tensor = From(ElementType.Float16, (Half)1, (Half)2, (Half)3);
        var destination = new float[] { 9, 9, 9, 9 };

        tensor.CopyTo(destination);

        Assert.Equal([1f, 2, 3, 9], destination);
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.CopyTo(new float[2]));
    }

    private static ConstantTensor From<T>(ElementType type, params T[] values)
        where T : unmanaged => ConstantTensor.From<T>(type, [values.Length], values);
}
