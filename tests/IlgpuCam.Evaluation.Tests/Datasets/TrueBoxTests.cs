using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Localize;

namespace IlgpuCam.Evaluation.Tests.Datasets;

public sealed class TrueBoxTests
{
    [Theory]
    [InlineData(0, 0, 10, 10, 1)]
    [InlineData(5, 0, 15, 10, 1 / 3.0)]
    [InlineData(10, 0, 20, 10, 0)]
    [InlineData(-10, -10, 10, 10, 0.25)]
    [InlineData(0.5, 0, 10, 10, 0.95)]
    [InlineData(10, 10, 0, 0, 0)]
    public void Overlap_is_the_common_share_of_the_area(double x0, double y0, double x1, double y1, double expected) =>
        Assert.Equal(expected, new TrueBox(x0, y0, x1, y1).IntersectionOverUnion(new PixelBox(0, 0, 10, 10)), 12);
}
