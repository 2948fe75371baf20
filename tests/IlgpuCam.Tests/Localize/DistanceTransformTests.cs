using IlgpuCam.Localize;

namespace IlgpuCam.Tests.Localize;

public sealed class DistanceTransformTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 13)]
    [InlineData(29, 1)]
    [InlineData(8, 8)]
    [InlineData(37, 23)]
    public void Distances_are_the_least_over_all_background(int width, int height)
    {
        var random = new Random((width * 100) + height);
        for (var i = 0; i < 30; i++)
        {
            // From nearly all background to nearly none.
            var density = 1 - Math.Pow(0.5, i / 3.0);
            var mask = Enumerable.Range(0, width * height).Select(_ => (byte)(random.NextDouble() < density ? 7 : 0)).ToArray();
            var squares = new float[mask.Length];

            DistanceTransform.Squared(mask, width, height, squares);

            var background = Enumerable.Range(0, mask.Length).Where(p => mask[p] == 0).ToArray();
            for (var p = 0; p < mask.Length; p++)
            {
                var least = background.Length == 0
                    ? float.PositiveInfinity
                    : background.Min(q => ((p % width) - (q % width)) * ((p % width) - (q % width)) + (((p / width) - (q / width)) * ((p / width) - (q / width))));
                Assert.Equal(least, squares[p]);
            }
        }
    }
}
