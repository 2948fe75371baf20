using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Evaluation.Heads;
using IlgpuCam.Explain;
using IlgpuCam.Localize;

namespace IlgpuCam.Evaluation.Experiments;

/// <summary>How much of an annotated object a class's map covers (Zhou et al. 2016, section 4.2).</summary>
/// <param name="Object">The object's name.</param>
/// <param name="Covered">The share of its box whose pixels are in the mask.</param>
/// <param name="Evidence">The share of the mask's pixels that lie in its box.</param>
public readonly record struct ObjectCoverage(string Object, double Covered, double Evidence)
{
    /// <summary>Lays a map's mask over annotated boxes.</summary>
    /// <param name="map">The map of a class.</param>
    /// <param name="placement">Where the network's input lies on the photo.</param>
    /// <param name="objects">The annotated objects.</param>
    /// <param name="threshold">What belongs to the mask: pixels of at least this share of the map's maximum.</param>
    /// <returns>The objects that lie on the photo, and the share of the photo that is in the mask.</returns>
    public static (IReadOnlyList<ObjectCoverage> Objects, double Mask) Measure(
        ActivationMap map, Placement placement, IEnumerable<ObjectAnnotation> objects, double threshold)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(objects);
        var (width, height) = (placement.PhotoWidth, placement.PhotoHeight);
        var values = new float[checked(width * height)];
        Localizer.Upsample(map, placement, values);
        var maximum = values.Max();
        var least = maximum > 0 ? (float)(threshold * maximum) : float.PositiveInfinity;

        // Sums over all pixels above and to the left: any box is four of them.
        var sums = new long[(width + 1) * (height + 1)];
        for (var y = 0; y < height; y++)
        {
            var row = 0L;
            for (var x = 0; x < width; x++)
            {
                row += values[(y * width) + x] >= least ? 1 : 0;
                sums[((y + 1) * (width + 1)) + x + 1] = sums[(y * (width + 1)) + x + 1] + row;
            }
        }

        var mask = sums[^1];
        var found = new List<ObjectCoverage>();
        foreach (var item in objects)
        {
            var box = PhotoRegion.Pixels(item.Box);
            var (x0, x1) = (Math.Clamp(box.X0, 0, width), Math.Clamp(box.X1, 0, width));
            var (y0, y1) = (Math.Clamp(box.Y0, 0, height), Math.Clamp(box.Y1, 0, height));
            if (x0 < x1 && y0 < y1)
            {
                var inside = At(x1, y1) - At(x0, y1) - At(x1, y0) + At(x0, y0);
                found.Add(new(item.Class, inside / ((double)(x1 - x0) * (y1 - y0)), mask == 0 ? 0 : inside / (double)mask));
            }
        }

        return (found, mask / ((double)width * height));

        long At(int x, int y) => sums[(y * (width + 1)) + x];
    }
}
