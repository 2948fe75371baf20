using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Tests.Cpu;

public sealed class TranspositionTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 9)]
    [InlineData(9, 3)]
    [InlineData(4, 4)]
    [InlineData(5, 6)]
    [InlineData(16, 169)]
    [InlineData(49, 7)]
    public unsafe void Rows_and_columns_change_places_and_nothing_else_is_touched(int rows, int columns)
    {
        var (fromPitch, toPitch) = (columns + 2, rows + 3);
        var from = Enumerable.Range(1, rows * fromPitch).Select(i => (float)i).ToArray();
        var to = new float[columns * toPitch];
        fixed (float* source = from, destination = to)
        {
            Transposition.Copy(source, fromPitch, destination, toPitch, rows, columns);
        }

        var expected = new float[to.Length];
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                expected[(c * toPitch) + r] = from[(r * fromPitch) + c];
            }
        }

        Assert.Equal(expected, to);
    }
}
