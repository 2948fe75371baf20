using IlgpuCam.Evaluation.Records;
using IlgpuCam.Evaluation.Scoremaps;
using IlgpuCam.Images;
using IlgpuCam.Localize;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>Makes records from maps that another tool made, in the place of a model.</summary>
/// <param name="maps">The maps.</param>
/// <param name="truth">What is true of a photo.</param>
/// <param name="localizer">How boxes are made.</param>
/// <param name="varied">Whether the boxes are judged at every threshold, too.</param>
/// <param name="inputSide">The side of the network's input to whose scale tolerances refer.</param>
internal sealed class ScoremapEvaluator(ScoremapFolder maps, SampleTruth truth, LocalizerOptions localizer, bool varied, int inputSide) : IPhotoEvaluator
{
    /// <inheritdoc/>
    public int BatchSize => 1;

    /// <inheritdoc/>
    public PhotoRecord[] Evaluate((EvaluatedPhoto Photo, LoadedPhoto Pixels)[] photos, CancellationToken cancellation) => Array.ConvertAll(photos, p =>
    {
        var record = truth.Describe(p.Photo.Sample, p.Photo.Index) with { Error = p.Pixels.Error, Warnings = [.. p.Pixels.Warnings] };
        return p.Pixels.Image is { } image ? Evaluate(p.Photo, record, image) : record;
    });

    private PhotoRecord Evaluate(EvaluatedPhoto photo, PhotoRecord record, RgbImage image)
    {
        try
        {
            var placement = Placement.Whole(image.Width, image.Height);
            var found = record.Labels.ToDictionary(c => c, c => maps.Read(photo.Sample.Id, c));
            record = SampleTruth.WithSize(record, photo.Sample, image.Width, image.Height) with
            {
                ScaleX = (double)inputSide / image.Width,
                ScaleY = (double)inputSide / image.Height,
                Asked =
                [
                    .. found.OrderBy(f => f.Key).Select(f =>
                    {
                        var place = Localizer.Locate(f.Value, placement, localizer, out var boxes);
                        return new ClassFinding(f.Key, float.NaN, float.NaN, [.. boxes], place.Peak);
                    }),
                ],
            };
            return CurveShares.AddTo(record, photo.Sample, c => found[c], placement, varied ? localizer : null);
        }
        catch (Exception e) when (PhotoWork.IsThePhotos(e))
        {
            return record with { Error = e.Message };
        }
    }
}
