using IlgpuCam.Evaluation.Faithfulness;

namespace IlgpuCam.Evaluation.Tests.Faithfulness;

public sealed class NeighbourImputationTests
{
    [Fact]
    public void A_lone_pixel_is_the_weighted_mean_of_its_neighbours()
    {
        float[] image = [1, 2, 3, 4, 99, 6, 7, 8, 10, 10, 20, 30, 40, 99, 60, 70, 80, 100];

        NeighbourImputation.Fill(image, 3, 3, Removed(9, 4));

        // Direct neighbours 2, 4, 6, 8 by a sixth, corners 1, 3, 7, 10 by a twelfth.
        Assert.Equal((20 / 6f) + (21 / 12f), image[4], 1e-3);
        Assert.Equal((200 / 6f) + (210 / 12f), image[13], 1e-2);
    }

    [Fact]
    public void A_corner_has_three_neighbours()
    {
        float[] image = [99, 2, 3, 4, 5, 6, 7, 8, 9];

        NeighbourImputation.Fill(image, 3, 3, Removed(9, 0));

        Assert.Equal(((2 / 6f) + (4 / 6f) + (5 / 12f)) / (5 / 12f), image[0], 1e-3);
    }

    [Theory]
    [InlineData(1, 1, 1, 0.5)]
    [InlineData(1, 7, 3, 0.5)]
    [InlineData(9, 1, 3, 0.8)]
    [InlineData(7, 9, 5, 0.3)]
    [InlineData(13, 11, 3, 0.9)]
    public void Any_gaps_agree_with_elimination(int height, int width, int channels, double share)
    {
        var random = new Random(height + width);
        var plane = height * width;
        float[] image = [.. Enumerable.Range(0, plane * channels).Select(_ => random.NextSingle() * 200)];
        bool[] removed = [.. Enumerable.Range(0, plane).Select(i => i > 0 && random.NextDouble() < share)];
        var expected = Eliminate(image, height, width, removed);

        NeighbourImputation.Fill(image, height, width, removed, 1e-6f);

        for (var i = 0; i < image.Length; i++)
        {
            Assert.Equal(expected[i], image[i], 0.02);
        }
    }

    [Fact]
    public void Large_gaps_are_filled_to_a_hundredth_of_the_deviation()
    {
        // Nine tenths of a photo's size in one piece, as a map leaves them; the values a slope with waves.
        const int Side = 224;
        float[] image = [.. Enumerable.Range(0, Side * Side).Select(i => (i % Side) + (40 * MathF.Sin(i / Side / 9f)))];
        bool[] removed = [.. Enumerable.Range(0, Side * Side).Select(i => Math.Pow((i % Side) - 90, 2) + Math.Pow((i / Side) - 70, 2) > 70 * 70)];
        var exact = image.AsSpan().ToArray();
        NeighbourImputation.Fill(exact, Side, Side, removed, 1e-7f);

        NeighbourImputation.Fill(image, Side, Side, removed);

        Assert.True(image.Zip(exact, (a, b) => Math.Abs(a - b)).Max() < 0.5, $"{image.Zip(exact, (a, b) => Math.Abs(a - b)).Max()}");
    }

    [Fact]
    public void Where_nothing_stays_there_is_nothing_to_go_by()
    {
        float[] image = [1, 2, 3, 4];
        NeighbourImputation.Fill(image, 2, 2, [true, true, true, true]);
        Assert.Equal(new float[4], image);
        Assert.Throws<ArgumentException>(() => NeighbourImputation.Fill(new float[5], 2, 2, new bool[4]));
    }

    private static bool[] Removed(int plane, params int[] places) => [.. Enumerable.Range(0, plane).Select(i => places.Contains(i))];

    // Gauss and Jordan, in float64.
    private static float[] Eliminate(float[] image, int height, int width, bool[] removed)
    {
        var plane = height * width;
        var places = Enumerable.Range(0, plane).Where(i => removed[i]).ToList();
        var channels = image.Length / plane;
        var rows = places.Select(p =>
        {
            var row = new double[places.Count + channels];
            for (var k = 0; k < 9; k++)
            {
                var (y, x) = ((p / width) + (k / 3) - 1, (p % width) + (k % 3) - 1);
                if (k == 4 || y < 0 || y >= height || x < 0 || x >= width)
                {
                    continue;
                }

                var weight = k % 2 == 1 ? 1 / 6.0 : 1 / 12.0;
                row[places.IndexOf(p)] += weight;
                if (removed[(y * width) + x])
                {
                    row[places.IndexOf((y * width) + x)] -= weight;
                }
                else
                {
                    for (var c = 0; c < channels; c++)
                    {
                        row[places.Count + c] += weight * image[(c * plane) + (y * width) + x];
                    }
                }
            }

            return row;
        }).ToArray();
        for (var i = 0; i < rows.Length; i++)
        {
            foreach (var row in rows.Where(r => r != rows[i]))
            {
                var factor = row[i] / rows[i][i];
                for (var k = i; k < row.Length; k++)
                {
                    row[k] -= factor * rows[i][k];
                }
            }
        }

        var result = image.AsSpan().ToArray();
        for (var i = 0; i < rows.Length; i++)
        {
            for (var c = 0; c < channels; c++)
            {
                result[(c * plane) + places[i]] = (float)(rows[i][places.Count + c] / rows[i][i]);
            }
        }

        return result;
    }
}
