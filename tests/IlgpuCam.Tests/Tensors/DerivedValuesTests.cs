using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Tests.Tensors;

public class DerivedValuesTests
{
    private const int Rows = 131;
    private const int Length = 257;

    [Fact]
    public void Scaled_rows_are_computed_in_double_precision()
    {
        var (source, factors) = (Source(ElementType.Float32, [Rows, Length]), Factors(Rows));
        var numbers = source.ToFloats();

        var scaled = ConstantTensor.From([Rows, Length], new ScaledRows(source, [.. factors]));

        Check(scaled, (row, column) => (float)(numbers[(row * Length) + column] * factors[row]));
    }

    [Fact]
    public void Rows_scaled_twice_are_rounded_once()
    {
        var (source, factors) = (Source(ElementType.Float32, [Rows, Length]), Factors(Rows));
        var numbers = source.ToFloats();
        var once = ConstantTensor.From([Rows, Length], new ScaledRows(source, [.. factors]));

        var twice = ConstantTensor.From([Rows, Length], new ScaledRows(once, [.. factors]));

        Check(twice, (row, column) => (float)(numbers[(row * Length) + column] * (factors[row] * factors[row])));
    }

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float16)]
    public void Scaled_columns_are_the_transposed_matrix(ElementType type)
    {
        var source = Source(type, [Length, Rows]);
        var numbers = source.ToFloats();

        var turned = ConstantTensor.From([Rows, Length], new ScaledColumns(source, 1.5f));

        Check(turned, (row, column) => 1.5f * numbers[(column * Rows) + row]);
    }

    [Fact]
    public void Few_numbers_are_computed_at_once()
    {
        var small = ConstantTensor.From([2, 2], new ScaledRows(ConstantTensor.FromFloats([2, 2], [1, 2, 3, 4]), [10, 100]));

        Assert.Null(small.Derived);
        Assert.Equal([10f, 20, 300, 400], small.ToFloats());
    }

    [Fact]
    public void A_reshaped_constant_has_the_same_numbers()
    {
        var scaled = ConstantTensor.From([Rows, Length], new ScaledRows(Source(ElementType.Float32, [Rows, Length]), [.. Factors(Rows)]));

        var reshaped = scaled.Reshape([Rows * Length]);

        Assert.Equal(scaled.ToFloats(), reshaped.ToFloats());
        Assert.True(reshaped.Shares(scaled));
        Assert.Throws<ModelFormatException>(() => scaled.Reshape([Rows]));
    }

    private static void Check(ConstantTensor derived, Func<int, int, float> expected)
    {
        Assert.NotNull(derived.Derived);
        Assert.Equal((long)Rows * Length * sizeof(float), derived.ByteCount);
        float[] all = [.. Enumerable.Range(0, Rows * Length).Select(i => expected(i / Length, i % Length))];
        Assert.Equal(all, derived.ToFloats());
        Assert.Equal(all, derived.AsSpan<float>().ToArray());

        // Parts that begin and end inside of rows, one number, and none.
        foreach (var (first, count) in new[] { (0, 1), (5, 300), (256, 2), (257, 257 * 70), (Rows * Length - 1, 1), (1000, 0) })
        {
            var part = new float[count];
            derived.CopyTo(first, part);
            Assert.Equal(all[first..(first + count)], part);
        }
    }

    private static double[] Factors(int count) => [.. Enumerable.Range(0, count).Select(i => 1 / (3.0 + i))];

    private static ConstantTensor Source(ElementType type, Shape shape)
    {
        var random = new Random(3);
        float[] values = [.. Enumerable.Range(0, (int)shape.ElementCount).Select(_ => random.NextSingle() - 0.5f)];
        return type == ElementType.Float32
            ? ConstantTensor.FromFloats(shape, values)
            : ConstantTensor.From<Half>(type, shape, Array.ConvertAll(values, v => (Half)v));
    }
}
