using IlgpuCam.Images;
using IlgpuCam.Localize;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Evaluation.Experiments;

/// <summary>Finds the units with the largest weight for a class, and the regions of photos by which each is most activated (Zhou et al. 2016, section 5).</summary>
public sealed class UnitRegions
{
    private readonly CamModel _model;
    private readonly int _regions;
    private readonly double _largestField;
    private readonly ReceptiveField? _field;
    private readonly List<UnitRegion>[] _best;

    /// <summary>Chooses the units.</summary>
    /// <param name="model">A classifier with class activation maps.</param>
    /// <param name="classIndex">The class.</param>
    /// <param name="units">How many units.</param>
    /// <param name="regions">How many regions of each are kept, at most one a photo.</param>
    /// <param name="largestField">
    /// The largest side of a region as a share of the input's: the receptive fields of deep networks hold the whole photo, though pixels far from the middle hardly count.
    /// </param>
    /// <exception cref="NetworkException">The head allows no class activation map.</exception>
    public UnitRegions(CamModel model, int classIndex, int units, int regions, double largestField)
    {
        ArgumentNullException.ThrowIfNull(model);
        var cam = model.Head.Cam ?? throw new NetworkException($"Class activation maps are not defined for this network: {model.Head.WhyNoCam}.");
        (_model, _regions, _largestField) = (model, regions, largestField);
        var weights = model.Network.Constants[cam.Weights].ToFloats().AsSpan(classIndex * cam.Channels, cam.Channels).ToArray();
        Units = [.. Enumerable.Range(0, cam.Channels).OrderByDescending(k => weights[k]).ThenBy(k => k).Take(units).Select(k => (k, weights[k]))];
        _best = [.. Units.Select(_ => new List<UnitRegion>())];
        var shapes = model.Network.DefaultShapes();
        shapes[model.InputName] = [1, 3, model.Preprocessing.Height, model.Preprocessing.Width];
        _field = new ReceptiveFields(ShapeInference.Infer(model.Network, shapes)).Of(cam.Features);
    }

    /// <summary>The units, those of the largest weight first.</summary>
    public IReadOnlyList<(int Unit, float Weight)> Units { get; }

    /// <summary>The regions found so far of each unit, those of the largest activation first, equals in the order of the photos.</summary>
    /// <param name="unit">Its place in <see cref="Units"/>.</param>
    public IReadOnlyList<UnitRegion> Regions(int unit) => _best[unit];

    /// <summary>Runs the network on a photo; may be called by several threads at once.</summary>
    /// <param name="photo">The photo.</param>
    /// <param name="cancellationToken">Looked at between layers.</param>
    /// <returns>For each of <see cref="Units"/> its largest activation, the region of the photo that it sees there, and the mean activation around, which decides between equals: many are where activations are cut at 6.</returns>
    public (float Activation, float Around, PixelBox Box)[] Look(RgbImage photo, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(photo);
        var features = _model.Forward(_model.Preprocessing.Apply(photo), cancellationToken).Features!;
        var placement = _model.Preprocessing.Place(photo.Width, photo.Height);
        var (height, width) = (features.Shape[2], features.Shape[3]);
        return [.. Units.Select(u =>
        {
            var map = features.Span.Slice(u.Unit * height * width, height * width);
            var (best, around) = (0, Around(map, width, 0));
            for (var i = 1; i < map.Length; i++)
            {
                if (map[i] > map[best] || (map[i] == map[best] && Around(map, width, i) > around))
                {
                    (best, around) = (i, Around(map, width, i));
                }
            }

            var (y, x) = Math.DivRem(best, width);
            return (map[best], around, Region(placement, features.Shape, y, x));
        })];
    }

    /// <summary>Keeps what belongs to the best regions; photos come in order, from one thread at a time.</summary>
    /// <param name="path">The photo's file.</param>
    /// <param name="seen">What <see cref="Look"/> gave.</param>
    public void Keep(string path, (float Activation, float Around, PixelBox Box)[] seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        for (var u = 0; u < seen.Length; u++)
        {
            var place = _best[u].FindIndex(r => (r.Activation, r.Around).CompareTo((seen[u].Activation, seen[u].Around)) < 0);
            _best[u].Insert(place < 0 ? _best[u].Count : place, new(path, seen[u].Activation, seen[u].Around, seen[u].Box));
            if (_best[u].Count > _regions)
            {
                _best[u].RemoveAt(_regions);
            }
        }
    }

    // The mean over a place and its neighbours; 0 where the map has none.
    private static float Around(ReadOnlySpan<float> map, int width, int place)
    {
        var (y, x) = Math.DivRem(place, width);
        var sum = 0f;
        for (var v = Math.Max(y - 1, 0); v <= Math.Min(y + 1, (map.Length / width) - 1); v++)
        {
            for (var u = Math.Max(x - 1, 0); u <= Math.Min(x + 1, width - 1); u++)
            {
                sum += map[(v * width) + u];
            }
        }

        return sum / 9;
    }

    private PixelBox Region(Placement placement, Shape features, int y, int x)
    {
        var (inputHeight, inputWidth) = (_model.Preprocessing.Height, _model.Preprocessing.Width);
        var (top, bottom) = Extent(_field?.Rows, y, features[2], inputHeight);
        var (left, right) = Extent(_field?.Columns, x, features[3], inputWidth);
        var (scaleX, scaleY) = (placement.Width / inputWidth, placement.Height / inputHeight);
        return new(
            (int)Math.Round(Math.Clamp(placement.Left + (left * scaleX), 0, placement.PhotoWidth - 1)),
            (int)Math.Round(Math.Clamp(placement.Top + (top * scaleY), 0, placement.PhotoHeight - 1)),
            (int)Math.Round(Math.Clamp(placement.Left + (right * scaleX), 1, placement.PhotoWidth)),
            (int)Math.Round(Math.Clamp(placement.Top + (bottom * scaleY), 1, placement.PhotoHeight)));
    }

    // The edges in pixels of the input, moved inside it where the window is not larger than it.
    private (double From, double To) Extent(ReceptiveExtent? field, int index, int places, int length)
    {
        var most = _largestField * length;
        var centre = field is { Stride: > 0 } extent ? extent.Offset + (index * extent.Stride) + 0.5 : (index + 0.5) * length / places;
        var side = Math.Min(field?.Size ?? length, most);
        var from = Math.Clamp(centre - (side / 2), 0, Math.Max(length - side, 0));
        return (from, from + side);
    }
}
