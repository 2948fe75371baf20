using System.Buffers;

namespace IlgpuCam.Localize;

/// <summary>
/// The exact Euclidean distance from every pixel of a mask to the background (Felzenszwalb and Huttenlocher, "Distance transforms of sampled functions", 2012):
/// the distance along columns first, then along every row the lower envelope of the parabolas that those distances make.
/// </summary>
public static class DistanceTransform
{
    /// <summary>Computes the squares of the distances, which are whole numbers.</summary>
    /// <param name="mask">A byte a pixel in row-major order; 0 is background.</param>
    /// <param name="width">The picture's columns, at least 1.</param>
    /// <param name="height">The picture's rows, at least 1.</param>
    /// <param name="destination">Receives a value a pixel: 0 for background, positive infinity everywhere where there is no background. What lies outside the picture is no background.</param>
    /// <exception cref="ArgumentException">The sizes do not fit the spans.</exception>
    public static void Squared(ReadOnlySpan<byte> mask, int width, int height, Span<float> destination)
    {
        Explain.MapSizes.Check(height, width, mask.Length, nameof(mask));
        Explain.MapSizes.Check(height, width, destination.Length, nameof(destination));
        Columns(mask, width, height, destination);
        var (column, ends) = (ArrayPool<int>.Shared.Rent(width), ArrayPool<int>.Shared.Rent(width));
        var squares = ArrayPool<float>.Shared.Rent(width);
        for (var y = 0; y < height; y++)
        {
            var row = destination.Slice(y * width, width);
            if (row.ContainsAnyExcept(0f))
            {
                row.CopyTo(squares);
                Row(squares.AsSpan(0, width), column, ends, row);
            }
        }

        ArrayPool<int>.Shared.Return(column);
        ArrayPool<int>.Shared.Return(ends);
        ArrayPool<float>.Shared.Return(squares);
    }

    // The squared distance to the nearest background in the same column.
    private static void Columns(ReadOnlySpan<byte> mask, int width, int height, Span<float> destination)
    {
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var above = y == 0 ? float.PositiveInfinity : destination[((y - 1) * width) + x];
                destination[(y * width) + x] = mask[(y * width) + x] == 0 ? 0 : above + 1;
            }
        }

        for (var y = height - 1; y >= 0; y--)
        {
            for (var x = 0; x < width; x++)
            {
                ref var value = ref destination[(y * width) + x];
                value = y == height - 1 ? value : Math.Min(value, destination[((y + 1) * width) + x] + 1);
            }
        }

        foreach (ref var value in destination)
        {
            value *= value;
        }
    }

    /// <summary>For each x the least of (x - i)² + squares[i].</summary>
    /// <param name="squares">The squared distances along the columns.</param>
    /// <param name="column">Scratch: the columns whose parabolas form the envelope.</param>
    /// <param name="ends">Scratch: the first x from which such a parabola is the lowest.</param>
    /// <param name="row">Receives the least values.</param>
    private static void Row(ReadOnlySpan<float> squares, Span<int> column, Span<int> ends, Span<float> row)
    {
        var count = 0;
        for (var i = 0; i < squares.Length; i++)
        {
            if (float.IsPositiveInfinity(squares[i]))
            {
                continue;
            }

            var from = 0;
            while (count > 0 && (from = Crossing(column[count - 1], i, squares)) <= ends[count - 1])
            {
                count--;
            }

            if (count == 0 || from < squares.Length)
            {
                column[count] = i;
                ends[count] = count == 0 ? 0 : from;
                count++;
            }
        }

        for (int x = squares.Length - 1, k = count - 1; x >= 0 && k >= 0; x--)
        {
            row[x] = ((float)(x - column[k]) * (x - column[k])) + squares[column[k]];
            k -= x == ends[k] ? 1 : 0;
        }
    }

    // The first whole x at which the parabola of the later column is not above that of the earlier one.
    private static int Crossing(int earlier, int later, ReadOnlySpan<float> squares)
    {
        var numerator = ((double)squares[later] + ((double)later * later)) - (squares[earlier] + ((double)earlier * earlier));
        return (int)Math.Clamp(Math.Ceiling(numerator / (2.0 * (later - earlier))), 0, int.MaxValue);
    }
}
