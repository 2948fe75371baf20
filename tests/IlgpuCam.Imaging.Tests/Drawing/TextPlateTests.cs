using IlgpuCam.Imaging.Drawing;

namespace IlgpuCam.Imaging.Tests.Drawing;

public sealed class TextPlateTests
{
    [Theory]
    [InlineData(1000, "king penguin, Aptenodytes patagonica 99.1 %")]
    [InlineData(200, "king penguin... 99.1 %")]
    [InlineData(150, "king pen... 99.1 %")]
    [InlineData(112, "king... 99.1 %")]
    [InlineData(90, "99.1 %")]
    [InlineData(40, "")]
    [InlineData(0, "")]
    public void A_label_is_shortened_and_its_value_is_not(int width, string expected)
    {
        var plate = new TextPlate(1);
        var text = plate.Fit("king penguin, Aptenodytes patagonica", "99.1 %", width);
        Assert.Equal(expected, text);
        Assert.InRange(text.Length == 0 ? 0 : plate.Measure(text), 0, width);
    }

    [Fact]
    public void Very_long_labels_cost_little() =>
        Assert.StartsWith("aaa", new TextPlate(1).Fit(new string('a', 10_000_000), "", 300), StringComparison.Ordinal);
}
