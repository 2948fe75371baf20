using IlgpuCam.Explain;
using IlgpuCam.Localize;

namespace IlgpuCam.Imaging.Tests;

public sealed class ContactSheetTests
{
    [Theory]
    [InlineData(600, 400, 5, 3 * 494, 2 * 360)]
    [InlineData(400, 600, 3, 4 * 334, 1 * 520)]
    [InlineData(1, 1, 2, 3 * 214, 1 * 240)]
    [InlineData(30, 20, 1, 2 * 214, 1 * 160)]
    [InlineData(5000, 10, 4, 1 * 494, 5 * 40)]
    public void Sheets_are_of_a_size_to_look_at(int width, int height, int panels, int aboutWidth, int aboutHeight)
    {
        var photo = ImageAssert.Noise(width, height, 1);
        var map = new ActivationMap(1, 2, [0, 1]);
        var panel = new ContactSheetPanel(map, Placement.Whole(width, height), new(new PixelBox(0, 0, width, height), "espresso", "90.2 %"));
        var sheet = ContactSheet.Render(photo, [.. Enumerable.Repeat(panel, panels)], "a photo with a rather long file name that does not fit.jpg");
        Assert.InRange(sheet.Width, aboutWidth * 0.9, aboutWidth * 1.1);
        Assert.InRange(sheet.Height, aboutHeight * 0.8, aboutHeight * 1.2);
    }

    [Fact]
    public void The_photo_comes_first_and_is_left_as_it_is()
    {
        var photo = ImageAssert.Smooth(300, 200, 1);
        var before = (byte[])photo.Pixels.Clone();
        var sheet = ContactSheet.Render(photo, []);
        Assert.Equal(before, photo.Pixels);
        Assert.Equal(photo.Row(17).ToArray(), sheet.Row(14 + 17)[(3 * 14)..(3 * 314)].ToArray());
    }

    [Fact]
    public void A_map_after_a_crop_lies_where_the_input_was()
    {
        var photo = new Images.RgbImage(200, 100);
        var placement = new Placement(200, 100, 50, 0, 100, 100);
        var sheet = ContactSheet.Render(photo, [new(new ActivationMap(1, 1, [1]), placement, new(null, ""))], "", new() { Colormap = Colormap.Gray, Opacity = 1 });

        // The second picture of 200 columns stands beside the first, or below it.
        var (left, top) = sheet.Width > 400 ? (14 + 214, 14) : (14, sheet.Height / 2);
        var row = sheet.Row(top + 40).ToArray();
        int[] columns = [10, 48, 52, 148, 152];
        Assert.Equal([0, 0, 255, 255, 0], columns.Select(x => (int)row[3 * (left + x)]));
    }
}
