using System.Collections.Immutable;
using IlgpuCam.Localize;

namespace IlgpuCam.Evaluation.Records;

/// <summary>What the model says about one class in one photo.</summary>
/// <param name="Class">The class, from 0.</param>
/// <param name="Probability">Its probability; NaN where it is not finite, or a map came without one.</param>
/// <param name="Logit">Its score before softmax or sigmoid; NaN likewise.</param>
/// <param name="Boxes">Its boxes, the best first; empty where the map has no positive value, default where no map was made.</param>
/// <param name="Peak">Where the map is largest.</param>
public sealed record ClassFinding(int Class, float Probability, float Logit, ImmutableArray<PixelBox> Boxes, PixelPoint Peak)
{
    /// <summary>The best overlap of the boxes with true ones of this class; 0 without either.</summary>
    /// <param name="objects">The photo's objects, of any class.</param>
    public double BestOverlap(ImmutableArray<TrueObject> objects)
    {
        var best = 0.0;
        foreach (var box in Boxes.IsDefault ? [] : Boxes)
        {
            best = Math.Max(best, BestOverlap(box, objects));
        }

        return best;
    }

    /// <summary>The best overlap of one box with true ones of this class.</summary>
    /// <param name="box">A box.</param>
    /// <param name="objects">The photo's objects, of any class.</param>
    public double BestOverlap(PixelBox box, ImmutableArray<TrueObject> objects)
    {
        var best = 0.0;
        foreach (var item in objects)
        {
            best = item.Class == Class ? Math.Max(best, item.Box.IntersectionOverUnion(box)) : best;
        }

        return best;
    }
}
