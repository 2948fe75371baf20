namespace IlgpuCam.Tests.Gpu.Masks;

/// <summary>Random maps whose masks are of many kinds: noise of every density, blots, rectangles, strokes and mazes.</summary>
internal static class RandomMasks
{
    private static readonly Action<Random, bool[], int>[] Kinds = [Noise, CriticalNoise, Rectangles, Strokes, Blots, Maze];

    /// <summary>A map; values from 0.75 on are in the mask where any is 1.</summary>
    internal static float[] Create(Random random, int width, int height)
    {
        var mask = new bool[width * height];
        Kinds[random.Next(Kinds.Length)](random, mask, width);
        return Array.ConvertAll(mask, isSet => isSet ? 1f - (0.25f * random.Next(2)) : 0.25f * (random.Next(4) - 2));
    }

    private static void Noise(Random random, bool[] mask, int width) => Fill(random, mask, random.NextDouble());

    // About the densities at which components of neighbours grow from one side to the other: 0.593 of 4, 0.407 of 8.
    private static void CriticalNoise(Random random, bool[] mask, int width) => Fill(random, mask, (random.Next(2) == 0 ? 0.593 : 0.407) + (0.04 * (random.NextDouble() - 0.5)));

    private static void Fill(Random random, bool[] mask, double density)
    {
        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] = random.NextDouble() < density;
        }
    }

    private static void Rectangles(Random random, bool[] mask, int width)
    {
        var height = mask.Length / width;
        for (var i = random.Next(40); i >= 0; i--)
        {
            var (x, y, isSet) = (random.Next(width), random.Next(height), random.Next(3) > 0);
            var (right, bottom) = (Math.Min(width, x + 1 + random.Next(width)), Math.Min(height, y + 1 + random.Next(height)));
            for (var row = y; row < bottom; row++)
            {
                mask.AsSpan(row * width, width)[x..right].Fill(isSet);
            }
        }
    }

    // Ways that turn at random, straight and diagonal.
    private static void Strokes(Random random, bool[] mask, int width)
    {
        var height = mask.Length / width;
        for (var i = random.Next(8); i >= 0; i--)
        {
            var (x, y, dx, dy) = (random.Next(width), random.Next(height), 1, 0);
            for (var step = mask.Length / 10; step >= 0; step--)
            {
                mask[(y * width) + x] = true;
                if (random.Next(6) == 0)
                {
                    (dx, dy) = (random.Next(-1, 2), random.Next(-1, 2));
                }

                (x, y) = (Math.Clamp(x + dx, 0, width - 1), Math.Clamp(y + dy, 0, height - 1));
            }
        }
    }

    // Waves of random lengths, added up.
    private static void Blots(Random random, bool[] mask, int width)
    {
        var waves = Enumerable.Range(0, 3).Select(_ => (X: random.NextDouble(), Y: random.NextDouble(), Phase: 6 * random.NextDouble())).ToArray();
        var level = random.NextDouble() - 0.5;
        for (var i = 0; i < mask.Length; i++)
        {
            var sum = 0.0;
            foreach (var wave in waves)
            {
                sum += Math.Sin((wave.X * (i % width)) + (wave.Y * (i / width)) + wave.Phase);
            }

            mask[i] = sum > level;
        }
    }

    // From every second pixel of every second row a way up or to the left: one tree of all of them.
    private static void Maze(Random random, bool[] mask, int width)
    {
        for (var y = 0; y < mask.Length / width; y += 2)
        {
            for (var x = 0; x < width; x += 2)
            {
                mask[(y * width) + x] = true;
                if (y > 0 && (x == 0 || random.Next(2) == 0))
                {
                    mask[((y - 1) * width) + x] = true;
                }
                else if (x > 0)
                {
                    mask[(y * width) + x - 1] = true;
                }
            }
        }
    }
}
