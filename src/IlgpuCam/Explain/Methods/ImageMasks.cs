using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>An image seen through the maps of a layer: each scaled from its minimum and maximum to 0..1, interpolated to the image's size, and multiplied into it.</summary>
internal sealed class ImageMasks
{
    private const float Least = 1e-8f; // TorchCAM's: a constant map hides all.

    private readonly Tensor _input;
    private readonly int _width;
    private readonly (int Index, float Weight)[] _rows;
    private readonly (int Index, float Weight)[] _columns;

    /// <summary>Begins with an image and maps.</summary>
    internal ImageMasks(Tensor input, Tensor maps)
    {
        _input = input;
        _width = maps.Shape[3];
        Units = new(maps.Shape);
        var plane = maps.Shape[2] * maps.Shape[3];
        for (var start = 0; start < maps.Data.Length; start += plane)
        {
            ToUnit(maps.Data.AsSpan(start, plane), Units.Data.AsSpan(start, plane));
        }

        _rows = MapGrid.Line(maps.Shape[2], input.Shape[2]);
        _columns = MapGrid.Line(maps.Shape[3], input.Shape[3]);
    }

    /// <summary>The maps scaled to 0..1.</summary>
    internal Tensor Units { get; }

    /// <summary>Writes the image behind a map.</summary>
    /// <param name="map">Which.</param>
    /// <param name="image">Receives the image.</param>
    /// <param name="factor">Multiplies it.</param>
    /// <param name="noise">What is added to each element of the mask; null for nothing.</param>
    internal void Fill(int map, Span<float> image, float factor = 1, Func<double>? noise = null)
    {
        var plane = _input.Shape[2] * _input.Shape[3];
        var last = image[^plane..];
        Mask(map, last);
        for (var i = 0; i < last.Length && (factor != 1 || noise is not null); i++)
        {
            last[i] = factor * (noise is null ? last[i] : (float)(last[i] + noise()));
        }

        for (var start = 0; start < image.Length; start += plane)
        {
            Multiply(_input.Data.AsSpan(start, plane), last, image.Slice(start, plane));
        }
    }

    private static void ToUnit(ReadOnlySpan<float> map, Span<float> unit)
    {
        var (minimum, maximum) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (var value in map)
        {
            (minimum, maximum) = (MathF.Min(minimum, value), MathF.Max(maximum, value));
        }

        for (var i = 0; i < map.Length; i++)
        {
            unit[i] = (map[i] - minimum) / (maximum - minimum + Least);
        }
    }

    private static void Multiply(ReadOnlySpan<float> image, ReadOnlySpan<float> mask, Span<float> result)
    {
        var vector = System.Numerics.Vector<float>.Count;
        var i = 0;
        for (; i <= result.Length - vector; i += vector)
        {
            (new System.Numerics.Vector<float>(image[i..]) * new System.Numerics.Vector<float>(mask[i..])).CopyTo(result[i..]);
        }

        for (; i < result.Length; i++)
        {
            result[i] = image[i] * mask[i];
        }
    }

    /// <summary>Interpolates a map: between two of its rows first, then along the row.</summary>
    private void Mask(int map, Span<float> mask)
    {
        var height = Units.Shape[2];
        var values = Units.Data.AsSpan(map * height * _width, height * _width);
        Span<float> row = _width < 512 ? stackalloc float[_width + 1] : new float[_width + 1];
        for (var y = 0; y < _rows.Length; y++)
        {
            var (top, lower) = _rows[y];
            var upper = values.Slice(top * _width, _width);
            var below = values.Slice(Math.Min(top + 1, height - 1) * _width, _width);
            for (var x = 0; x < _width; x++)
            {
                row[x] = (upper[x] * (1 - lower)) + (below[x] * lower);
            }

            row[_width] = row[_width - 1];
            var line = mask.Slice(y * _columns.Length, _columns.Length);
            for (var x = 0; x < line.Length; x++)
            {
                var (left, weight) = _columns[x];
                line[x] = row[left] + ((row[left + 1] - row[left]) * weight);
            }
        }
    }
}
