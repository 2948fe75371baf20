using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Evaluation.Experiments;
using IlgpuCam.Evaluation.Heads;
using IlgpuCam.Explain;
using IlgpuCam.Images;
using IlgpuCam.Localize;

namespace IlgpuCam.Evaluation.Tests.Experiments;

public sealed class ObjectCoverageTests
{
    // At the photo's own size: the left half has evidence, the right one none.
    private static readonly ActivationMap Map = new(2, 4, [1, 1, 0, 0, 1, 1, 0, 0]);
    private static readonly Placement Place = Placement.Whole(4, 2);

    [Fact]
    public void Objects_are_covered_by_the_share_of_their_pixels_in_the_mask()
    {
        var (objects, mask) = ObjectCoverage.Measure(Map, Place, [Box("sofa", 0, 0, 2, 2), Box("lamp", 1, 0, 3, 1), Box("door", 2, 0, 9, 9), Box("cloud", 5, 5, 7, 7)], 0.5);
        Assert.Equal(0.5, mask);
        Assert.Equal([new("sofa", 1, 1), new("lamp", 0.5, 0.25), new("door", 0, 0)], objects);
    }

    [Fact]
    public void A_map_without_evidence_covers_nothing()
    {
        var (objects, mask) = ObjectCoverage.Measure(new(1, 1, [-1]), Place, [Box("sofa", 0, 0, 4, 2)], 0.2);
        Assert.Equal(0, mask);
        Assert.Equal([new("sofa", 0, 0)], objects);
    }

    [Fact]
    public void The_most_covered_objects_come_first_and_rare_ones_can_be_left_out()
    {
        IReadOnlyList<ObjectCoverage>[] photos = [[new("bed", 0.5, 0.1), new("bed", 1, 0.2)], [new("bed", 0.6, 0.3), new("lamp", 0.9, 0.1)]];
        Assert.Equal(["lamp", "bed"], ObjectRank.Rank(photos, 1).Select(r => r.Object));
        var bed = Assert.Single(ObjectRank.Rank(photos, 2));
        Assert.Equal((2, 3), (bed.Photos, bed.Objects));
        Assert.Equal(0.7, bed.Covered, 12);
        Assert.Equal(0.2, bed.Evidence, 12);
    }

    [Fact]
    public void Crops_are_the_pixels_of_the_box_that_lie_on_the_photo()
    {
        var photo = new RgbImage(3, 2, [.. Enumerable.Range(0, 18).Select(i => (byte)i)]);
        var crop = PhotoRegion.Crop(photo, PhotoRegion.Pixels(new(1.2, -5, 99, 0.5)))!;
        Assert.Equal((2, 1), (crop.Width, crop.Height));
        Assert.Equal([3, 4, 5, 6, 7, 8], crop.Pixels);
        Assert.Null(PhotoRegion.Crop(photo, new(3, 0, 5, 2)));
        Assert.Equal(new PixelBox(25, 10, 75, 30), PhotoRegion.Centre(100, 40, 0.5));
        Assert.Equal(new PixelBox(0, 0, 1, 1), PhotoRegion.Centre(1, 1, 0.5));
    }

    private static ObjectAnnotation Box(string name, double x0, double y0, double x1, double y1) => new(name, new(x0, y0, x1, y1));
}
