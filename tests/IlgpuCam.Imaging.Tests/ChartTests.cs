using System.Xml.Linq;
using IlgpuCam.Testing;

namespace IlgpuCam.Imaging.Tests;

public sealed class ChartTests
{
    private static readonly Chart Example = new(
        "A <b>title</b> & more", "threshold", "%", 1, 100,
        [new("rising", [(0, 0), (0.5, 50), (1, 100)]), new("with a gap", [(0, 90), (double.NaN, 1), (0.5, 90), (1, 90)]), new("empty", [])]);

    [Fact]
    public void Svg_is_well_formed_and_has_a_line_for_each_unbroken_run()
    {
        var svg = XDocument.Parse(Example.ToSvg());
        var lines = svg.Descendants().Where(e => e.Name.LocalName == "polyline").Select(e => e.Attribute("points")!.Value).ToArray();
        Assert.Equal(["70,490 440,269 810,48", "70,92.2", "440,92.2 810,92.2"], lines);
        Assert.Contains("A <b>title</b> & more", svg.Descendants().Select(e => e.Value));
    }

    [Fact]
    public void The_picture_has_the_lines_in_their_colours()
    {
        var image = Example.Render();
        Assert.Equal((840, 560), (image.Width, image.Height));

        // A slope's edge is mixed with the ground.
        int[] blue = [0, 114, 178];
        Assert.All(image.Row(269).Slice(3 * 440, 3).ToArray().Zip(blue), p => Assert.InRange(p.First - p.Second, 0, 20));
        byte[] orange = [213, 94, 0];
        Assert.Equal(orange, image.Row(92).Slice(3 * 600, 3).ToArray());
    }

    [Fact]
    public void The_extension_chooses_the_format()
    {
        using var folder = new TemporaryFolder();
        Example.Save(folder["a.svg"]);
        Example.Save(folder["a.png"]);
        Assert.StartsWith("<svg", File.ReadAllText(folder["a.svg"]), StringComparison.Ordinal);
        Assert.Equal(Example.Render().Pixels, ImageFile.Load(folder["a.png"]).Image.Pixels);
        Assert.Throws<Images.ImageFormatException>(() => Example.Save(folder["a.txt"]));
    }
}
