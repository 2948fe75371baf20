using IlgpuCam.Explain;
using IlgpuCam.Localize;

namespace IlgpuCam.Imaging.Tests;

public sealed class ExplanationSheetTests
{
    private static readonly PictureTableHead First = new("predicted", "espresso", "90.1 %");
    private static readonly PictureTableHead Second = new("expected", "cup", "3.5 %");

    [Theory]
    [InlineData(600, 400, 320, 213)]
    [InlineData(400, 600, 213, 320)]
    [InlineData(1, 1, 200, 200)]
    [InlineData(90, 30, 180, 60)]
    public void Rows_and_columns_take_the_photo_s_size_up_to_320_pixels(int width, int height, int tileWidth, int tileHeight)
    {
        var one = Sheet(width, height, 1);
        var three = Sheet(width, height, 3);
        Assert.Equal(one.Width, three.Width);
        Assert.InRange(one.Width, 4 * tileWidth, 400 + (4 * (Math.Max(tileWidth, 200) + 16)));
        Assert.InRange((three.Height - one.Height) / 2, tileHeight, Math.Max(tileHeight, 160) + 60);
    }

    [Fact]
    public void Without_a_second_class_there_are_two_columns()
    {
        var photo = ImageAssert.Noise(300, 200, 1);
        var row = new ExplanationSheetRow("CAM", [], new ActivationMap(1, 2, [0, 1]), null);
        var sheet = ExplanationSheet.Render("photo", photo, photo, Placement.Whole(300, 200), First, null, [row]);
        Assert.InRange(sheet.Width, 2 * 300, 3 * 300);
    }

    [Fact]
    public void Differences_are_red_where_the_first_has_more_and_blue_where_the_second_has()
    {
        var photo = new Images.RgbImage(320, 100);
        var row = new ExplanationSheetRow("CAM", [], new ActivationMap(1, 2, [3, 1]), new ActivationMap(1, 2, [1, 3]));
        var sheet = ExplanationSheet.Render("photo", photo, photo, Placement.Whole(320, 100), First, Second, [row]);
        var left = sheet.Width - 16 - 320;
        var y = sheet.Height - 16 - 50 - 30;
        var (more, less) = (sheet.Row(y).Slice(3 * (left + 5), 3).ToArray(), sheet.Row(y).Slice(3 * (left + 315), 3).ToArray());
        Assert.True(more[0] > more[2] + 40, string.Join(',', more));
        Assert.True(less[2] > less[0] + 40, string.Join(',', less));
    }

    [Fact]
    public void Equal_maps_have_no_difference_and_maps_of_two_sizes_are_refused()
    {
        var photo = ImageAssert.Noise(320, 100, 1);
        var map = new ActivationMap(1, 2, [3, float.NaN]);
        ExplanationSheet.Render("photo", photo, photo, Placement.Whole(320, 100), First, Second, [new("CAM", [], map, map)]);
        Assert.Throws<ArgumentException>(() => ExplanationSheet.Render(
            "photo", photo, photo, Placement.Whole(320, 100), First, Second, [new("CAM", [], map, new ActivationMap(2, 1, [0, 1]))]));
    }

    [Fact]
    public void A_symmetric_range_has_zero_and_nothing_in_the_middle()
    {
        var picture = Heatmap.Render([-1, 0, 2, float.NaN, -2], 5, 1, Colormap.Gray, HeatRange.Symmetric);
        Assert.Equal([64, 128, 255, 128, 0], picture.Pixels.Where((_, i) => i % 3 == 0).Select(v => (int)v));
        Assert.Equal(128, Heatmap.Render([0], 1, 1, Colormap.Gray, HeatRange.Symmetric).Pixels[0]);
    }

    private static Images.RgbImage Sheet(int width, int height, int rows)
    {
        var photo = ImageAssert.Noise(width, height, 1);
        var placement = Placement.Whole(width, height);
        var row = new ExplanationSheetRow("Element-wise Grad-CAM", ["hardtanh_32", "7x7"], new ActivationMap(1, 2, [0, 1]), new ActivationMap(1, 2, [1, -1]))
        {
            FirstBox = new PixelBox(0, 0, width, height),
        };
        return ExplanationSheet.Render("photo", photo, photo, placement, First, Second, [.. Enumerable.Repeat(row, rows)]);
    }
}
