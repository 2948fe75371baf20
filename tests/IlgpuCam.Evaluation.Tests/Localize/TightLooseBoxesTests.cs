using IlgpuCam.Imaging;
using IlgpuCam.Localize;
using IlgpuCam.Testing;

namespace IlgpuCam.Evaluation.Tests.Localize;

public sealed class TightLooseBoxesTests
{
    [SharedFact("authors")]
    public void The_authors_heat_map_gives_the_authors_boxes()
    {
        var picture = ImageFile.Load(TestFiles.Shared("authors/heatmap_6.jpg")).Image;
        var grey = Enumerable.Range(0, picture.Width * picture.Height).Select(i => picture.Pixels[3 * i]).ToArray();

        var boxes = TightLooseBoxes.Find(grey, picture.Width, picture.Height);

        Assert.Equal(
            File.ReadAllText(TestFiles.Shared("authors/heatmap_6.txt")).Trim(),
            string.Join(' ', boxes.Take(2).Select(b => $"{b.X0} {b.Y0} {b.Width} {b.Height}")));
    }
}
