using System.Collections.Immutable;
using IlgpuCam.Evaluation.Records;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>Makes records by running a model: one forward pass a photo.</summary>
/// <param name="model">The model.</param>
/// <param name="truth">What is true of a photo.</param>
/// <param name="options">How boxes are made.</param>
/// <param name="alwaysAsked">Classes that are looked for in every photo, beside those it has.</param>
/// <param name="varied">Whether the boxes are judged at every threshold, too.</param>
/// <param name="isPaper">Whether the five guesses are those of the paper, and not the first box of each of the best five classes.</param>
internal sealed class ModelEvaluator(CamModel model, SampleTruth truth, LocalizeOptions options, ImmutableArray<int> alwaysAsked, bool varied, bool isPaper) : IPhotoEvaluator
{
    private const int Best = 5;

    /// <inheritdoc/>
    public int BatchSize => model.RunsBatches ? PhotoWork.BatchSize : 1;

    /// <inheritdoc/>
    public PhotoRecord[] Evaluate((EvaluatedPhoto Photo, LoadedPhoto Pixels)[] photos, CancellationToken cancellation)
    {
        var records = Array.ConvertAll(photos, p => truth.Describe(p.Photo.Sample, p.Photo.Index) with { Error = p.Pixels.Error, Warnings = [.. p.Pixels.Warnings] });
        var decoded = Enumerable.Range(0, photos.Length).Where(i => photos[i].Pixels.Image is not null).ToArray();
        var classes = records.SelectMany(r => r.Labels).Concat(alwaysAsked).Distinct().ToImmutableArray();
        try
        {
            var results = model.Localize(
                [.. decoded.Select(i => photos[i].Pixels.Image!)], options with { Top = Math.Min(Best, model.Head.Classes), Classes = classes }, cancellation);
            for (var i = 0; i < decoded.Length; i++)
            {
                records[decoded[i]] = Finish(records[decoded[i]], photos[decoded[i]].Photo, results[i]);
            }

            return records;
        }
        catch (Exception e) when (PhotoWork.IsThePhotos(e))
        {
            // Which photo it was shows when each goes alone.
            return photos.Length == 1 ? [records[0] with { Error = e.Message }] : [.. photos.SelectMany(p => Evaluate([p], cancellation))];
        }
    }

    private static ClassFinding Finding(Prediction prediction) => new(
        prediction.ClassIndex,
        Finite(prediction.Probability),
        Finite(prediction.Logit),
        prediction.Boxes,
        prediction.Localization.Peak);

    /// <summary>A number, or NaN where it is infinite.</summary>
    internal static float Finite(float value) => float.IsFinite(value) ? value : float.NaN;

    private PhotoRecord Finish(PhotoRecord record, EvaluatedPhoto photo, PhotoResult result)
    {
        var placement = result.Placement;
        var best = Math.Min(Best, model.Head.Classes);
        var asked = record.Labels.Union(alwaysAsked).Order().ToArray();
        var byClass = result.Predictions.ToDictionary(p => p.ClassIndex);
        record = SampleTruth.WithSize(record, photo.Sample, placement.PhotoWidth, placement.PhotoHeight) with
        {
            ScaleX = model.Preprocessing.Width / placement.Width,
            ScaleY = model.Preprocessing.Height / placement.Height,
            Top = [.. result.Predictions.Take(best).Select((p, i) => Finding(p) with { Boxes = [.. p.Boxes.Take(Guesses(i))] })],
            Asked = [.. asked.Select(c => Finding(byClass[c]))],
        };
        return CurveShares.AddTo(record, photo.Sample, c => byClass[c].RequireMap(), placement, varied ? options.Localizer : null);
    }

    // As PaperProtocol has it: both boxes of the best two classes, the loose one of the third.
    private int Guesses(int rank) => !isPaper ? 1 : rank < 2 ? 2 : rank == 2 ? 1 : 0;
}
