using System.Collections.Immutable;
using IlgpuCam.Evaluation.Metrics;
using IlgpuCam.Localize;

namespace IlgpuCam.Evaluation.Records;

/// <summary>What an evaluation keeps of one photo: everything that the figures need, so that they follow from the records alone.</summary>
/// <param name="Index">The photo's place in the data set, from 0.</param>
/// <param name="Image">Its name there.</param>
public sealed record PhotoRecord(int Index, string Image)
{
    /// <summary>Why there is no result; null where there is one.</summary>
    public string? Error { get; init; }

    /// <summary>What is wrong with the annotation.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>What the decoder noticed.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>Classes of the data set that the model lacks.</summary>
    public ImmutableArray<string> Unknown { get; init; } = [];

    /// <summary>The photo's width in pixels; 0 where it could not be decoded.</summary>
    public int Width { get; init; }

    /// <summary>Its height.</summary>
    public int Height { get; init; }

    /// <summary>Columns of the network's input for a column of the photo.</summary>
    public double ScaleX { get; init; }

    /// <summary>Rows of the network's input for a row of the photo.</summary>
    public double ScaleY { get; init; }

    /// <summary>The true classes that the model has.</summary>
    public ImmutableArray<int> Labels { get; init; } = [];

    /// <summary>The true objects of classes that the model has, without those marked as difficult.</summary>
    public ImmutableArray<TrueObject> Objects { get; init; } = [];

    /// <summary>The best classes, five of them where the model has so many, the best first.</summary>
    public ImmutableArray<ClassFinding> Top { get; init; } = [];

    /// <summary>The classes that were asked for: the true ones, and with several labels a photo all of the data set.</summary>
    public ImmutableArray<ClassFinding> Asked { get; init; } = [];

    /// <summary>What the photo adds to the curves over thresholds; empty where there is nothing to add.</summary>
    public ImmutableArray<CurveShare> Curves { get; init; } = [];

    /// <summary>What explanation methods say; empty for a run of class activation mapping alone.</summary>
    public ImmutableArray<MethodFinding> Methods { get; init; } = [];

    /// <summary>The record as if one method's maps were all there is; where the method has no result, nothing is localised.</summary>
    /// <param name="method">Its name.</param>
    public PhotoRecord By(string method) => Methods.FirstOrDefault(m => m.Method == method) is { Error: null } found
        ? this with { Methods = [], Top = found.Best is { } best ? [best] : [], Asked = found.Asked, Curves = found.Curves }
        : this with { Methods = [], Top = [], Asked = [], Curves = [] };

    /// <summary>The thresholds at which a box is right as ranges, such as <c>0.08-0.41</c>, by spaces, for each class that was judged so; empty where none was.</summary>
    public string RightThresholds => string.Join(' ', Curves.Where(c => c.Curve.StartsWith(CurveShares.Thresholds, StringComparison.Ordinal)).Select(c => ThresholdBits.Parse(c.Data).Ranges()));

    /// <summary>Whether it counts for classification.</summary>
    public bool IsClassified => Error is null && !Labels.IsEmpty && !Top.IsEmpty;

    /// <summary>Whether it counts for localisation.</summary>
    public bool IsLocalized => Error is null && !Objects.IsEmpty && !Asked.IsEmpty;

    /// <summary>The box of a true class that fits best, and how well; the first box where none fits, and no box where there is none.</summary>
    public (PixelBox? Box, double Overlap) Known
    {
        get
        {
            var (found, overlap) = ((PixelBox?)null, 0.0);
            foreach (var finding in Asked.Where(f => Labels.Contains(f.Class)))
            {
                foreach (var box in finding.Boxes)
                {
                    var fit = finding.BestOverlap(box, Objects);
                    (found, overlap) = found is null || fit > overlap ? (box, fit) : (found, overlap);
                }
            }

            return (found, overlap);
        }
    }
}
