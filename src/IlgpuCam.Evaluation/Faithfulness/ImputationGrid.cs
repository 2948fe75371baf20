using System.Runtime.Intrinsics;

namespace IlgpuCam.Evaluation.Faithfulness;

/// <summary>Pixels of which some are unknown, four channels to a vector, with a border of one pixel that plays no part.</summary>
internal sealed class ImputationGrid
{
    // Rong et al. 2022, section 4.2: direct neighbours count twice as much as diagonal ones.
    private const float Direct = 1 / 6f;
    private const float Diagonal = 1 / 12f;

    private readonly int _stride;
    private readonly bool[] _isUnknown;
    private readonly Vector128<float>[] _values;
    private readonly int[] _unknown;

    private ImputationGrid(int width, int height, bool[] isUnknown, Vector128<float>[] values)
    {
        (Width, Height, _stride) = (width, height, width + 2);
        (_isUnknown, _values) = (isUnknown, values);
        var places = new List<int>();
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (isUnknown[Place(y, x)])
                {
                    places.Add(Place(y, x));
                }
            }
        }

        _unknown = [.. places];
    }

    /// <summary>Columns.</summary>
    internal int Width { get; }

    /// <summary>Rows.</summary>
    internal int Height { get; }

    /// <summary>How many pixels are unknown.</summary>
    internal int Unknown => _unknown.Length;

    /// <summary>Wraps up to four channels.</summary>
    /// <param name="channels">The channels one after the other, rows from top to bottom.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="isUnknown">Which pixels are unknown.</param>
    internal static ImputationGrid Of(ReadOnlySpan<float> channels, int width, int height, ReadOnlySpan<bool> isUnknown)
    {
        var plane = width * height;
        var unknown = new bool[(width + 2) * (height + 2)];
        var values = new Vector128<float>[unknown.Length];
        for (var i = 0; i < plane; i++)
        {
            var place = (((i / width) + 1) * (width + 2)) + (i % width) + 1;
            unknown[place] = isUnknown[i];
            for (var c = 0; c < channels.Length / plane && !isUnknown[i]; c++)
            {
                values[place] = values[place].WithElement(c, channels[(c * plane) + i]);
            }
        }

        return new(width, height, unknown, values);
    }

    /// <summary>Writes the pixels that were unknown.</summary>
    /// <param name="channels">Up to four channels.</param>
    internal void Write(Span<float> channels)
    {
        var plane = Width * Height;
        foreach (var place in _unknown)
        {
            var i = (((place / _stride) - 1) * Width) + (place % _stride) - 1;
            for (var c = 0; c < channels.Length / plane; c++)
            {
                channels[(c * plane) + i] = _values[place].GetElement(c);
            }
        }
    }

    /// <summary>The same at half the resolution: a pixel is known where one of its four is, as the mean of these.</summary>
    internal ImputationGrid Halved()
    {
        var (width, height) = ((Width + 1) / 2, (Height + 1) / 2);
        var unknown = new bool[(width + 2) * (height + 2)];
        var values = new Vector128<float>[unknown.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (sum, count) = (Vector128<float>.Zero, 0);
                for (var k = 0; k < 4; k++)
                {
                    var (row, column) = ((2 * y) + (k >> 1), (2 * x) + (k & 1));
                    if (row < Height && column < Width && !_isUnknown[Place(row, column)])
                    {
                        sum += _values[Place(row, column)];
                        count++;
                    }
                }

                var place = ((y + 1) * (width + 2)) + x + 1;
                unknown[place] = count == 0;
                values[place] = count == 0 ? default : sum / count;
            }
        }

        return new(width, height, unknown, values);
    }

    /// <summary>Guesses the unknown pixels from a grid of half the resolution that has none: bilinear interpolation.</summary>
    /// <param name="half">The other grid.</param>
    internal void GuessFrom(ImputationGrid half)
    {
        foreach (var place in _unknown)
        {
            var (y, x) = ((place / _stride) - 1, (place % _stride) - 1);
            var (near, far) = (y / 2, Math.Clamp((y / 2) + ((y & 1) == 0 ? -1 : 1), 0, half.Height - 1));
            var (left, right) = (x / 2, Math.Clamp((x / 2) + ((x & 1) == 0 ? -1 : 1), 0, half.Width - 1));
            var first = (half._values[half.Place(near, left)] * 0.75f) + (half._values[half.Place(near, right)] * 0.25f);
            var second = (half._values[half.Place(far, left)] * 0.75f) + (half._values[half.Place(far, right)] * 0.25f);
            _values[place] = (first * 0.75f) + (second * 0.25f);
        }
    }

    /// <summary>
    /// Solves that every unknown pixel is the weighted mean of its neighbours, by conjugate gradients (Hestenes and Stiefel 1952) for the channels at once, from the values that are there.
    /// </summary>
    /// <param name="tolerance">The root mean square of the residuals at which it ends.</param>
    /// <param name="most">How many steps at most.</param>
    /// <returns>The number of steps.</returns>
    internal int Solve(float tolerance, int most)
    {
        var residual = new Vector128<float>[_unknown.Length];
        var product = new Vector128<float>[_unknown.Length];
        var direction = new Vector128<float>[_values.Length];
        Multiply(_values, product);
        var square = Vector128<float>.Zero;
        for (var i = 0; i < residual.Length; i++)
        {
            residual[i] = -product[i];
            direction[_unknown[i]] = residual[i];
            square += residual[i] * residual[i];
        }

        var enough = Vector128.Create(tolerance * tolerance * _unknown.Length);
        var steps = 0;
        for (; steps < most && Vector128.GreaterThanAny(square, enough); steps++)
        {
            var curvature = Multiply(direction, product);
            var length = Divide(square, curvature);
            var next = Vector128<float>.Zero;
            for (var i = 0; i < residual.Length; i++)
            {
                var place = _unknown[i];
                _values[place] += length * direction[place];
                residual[i] -= length * product[i];
                next += residual[i] * residual[i];
            }

            var turn = Divide(next, square);
            square = next;
            for (var i = 0; i < residual.Length; i++)
            {
                ref var d = ref direction[_unknown[i]];
                d = residual[i] + (turn * d);
            }
        }

        return steps;
    }

    // A channel that is solved already stays.
    private static Vector128<float> Divide(Vector128<float> a, Vector128<float> b) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(b, Vector128<float>.Zero), a / b, Vector128<float>.Zero);

    private int Place(int y, int x) => ((y + 1) * _stride) + x + 1;

    /// <summary>The unknown pixels times the sum of their neighbours' weights, less the neighbours times these; gives the sum of products with the pixels.</summary>
    private Vector128<float> Multiply(Vector128<float>[] values, Vector128<float>[] product)
    {
        var total = Vector128<float>.Zero;
        var (direct, diagonal) = (Vector128.Create(Direct), Vector128.Create(Diagonal));
        for (var i = 0; i < product.Length; i++)
        {
            var place = _unknown[i];
            var above = values.AsSpan(place - _stride - 1, 3);
            var here = values.AsSpan(place - 1, 3);
            var below = values.AsSpan(place + _stride - 1, 3);
            var near = above[1] + here[0] + here[2] + below[1];
            var corners = above[0] + above[2] + below[0] + below[2];
            product[i] = (here[1] * Weight(place)) - (direct * near) - (diagonal * corners);
            total += product[i] * here[1];
        }

        return total;
    }

    // At the edge there are fewer neighbours.
    private float Weight(int place)
    {
        var (y, x) = (place / _stride, place % _stride);
        var rows = (y > 1 ? 1 : 0) + (y < Height ? 1 : 0);
        var columns = (x > 1 ? 1 : 0) + (x < Width ? 1 : 0);
        return (Direct * (rows + columns)) + (Diagonal * rows * columns);
    }
}
