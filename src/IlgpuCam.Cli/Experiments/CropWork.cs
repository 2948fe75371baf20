using System.Globalization;
using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Evaluation.Experiments;
using IlgpuCam.Evaluation.Heads;
using IlgpuCam.Images;
using IlgpuCam.Imaging;
using IlgpuCam.Localize;
using IlgpuCam.Cli.Evaluating;

namespace IlgpuCam.Cli.Experiments;

/// <summary>Cuts photos by the boxes that the model's maps give, by the annotated ones, or in the middle, and classifies them again.</summary>
/// <param name="model">The model that localises and classifies whole photos.</param>
/// <param name="cropModel">The model that classifies crops.</param>
/// <param name="classes">Finds the model's class for a class of the data set.</param>
internal sealed class CropWork(CamModel model, CamModel cropModel, DatasetClassMap classes)
{
    /// <summary>Where crops are written; null for nowhere.</summary>
    internal string? Folder { get; init; }

    /// <summary>Which box crops are written by: inferred, true or centre.</summary>
    internal required string Box { get; init; }

    /// <summary>Whether the inferred box is that of the photo's label, and not of the class that the model gives it.</summary>
    internal bool ByLabel { get; init; }

    /// <summary>Whether crops are classified.</summary>
    internal bool Reclassifies { get; init; }

    /// <summary>The side of the centre box as a share of the photo's.</summary>
    internal required double CentreShare { get; init; }

    /// <summary>How boxes are inferred.</summary>
    internal required LocalizeOptions Options { get; init; }

    /// <summary>Does a photo; null where it has no class that the model knows.</summary>
    internal CropOutcome? Do(Sample sample, RgbImage photo, CancellationToken cancellation)
    {
        var labels = sample.Labels.Select(classes.Find).OfType<int>().Distinct().ToArray();
        if (labels.Length == 0)
        {
            CommandHost.Warn($"{sample.Id}: none of its classes is one of the model's ({string.Join(", ", sample.Labels.DefaultIfEmpty("it has none"))}); it was left out.");
            return null;
        }

        var result = model.Localize(photo, Options with { Top = 1, Classes = [labels[0]] }, cancellation);
        var inferred = (ByLabel ? result.Predictions.First(p => p.ClassIndex == labels[0]) : result.Predictions[0]).Box;
        var truth = sample.Objects.Where(o => classes.Find(o.Class) is { } c && labels.Contains(c)).Select(o => o.Box).ToArray();
        var annotated = truth.Length == 0 ? (PixelBox?)null : PhotoRegion.Pixels(truth.MaxBy(b => b.Area));
        var centre = PhotoRegion.Centre(photo.Width, photo.Height, CentreShare);
        Save(sample, photo, Box switch { "inferred" => inferred, "true" => annotated, _ => centre });
        return new(
            sample.Id,
            labels.Contains(result.Predictions[0].ClassIndex),
            IsRight(photo, inferred, labels, cancellation),
            IsRight(photo, annotated, labels, cancellation),
            IsRight(photo, centre, labels, cancellation),
            truth.Length == 0 ? null : inferred is { } box ? truth.Max(t => t.IntersectionOverUnion(box)) : 0,
            truth.Length == 0 ? null : truth.Max(t => t.IntersectionOverUnion(centre)));
    }

    private bool? IsRight(RgbImage photo, PixelBox? box, int[] labels, CancellationToken cancellation) =>
        Reclassifies && box is { } part && PhotoRegion.Crop(photo, part) is { } crop
            ? labels.Contains(cropModel.Localize(crop, new() { Top = 1, KeepMaps = false }, cancellation).Predictions[0].ClassIndex)
            : null;

    private void Save(Sample sample, RgbImage photo, PixelBox? box)
    {
        if (Folder is null)
        {
            return;
        }

        if (box is not { } part || PhotoRegion.Crop(photo, part) is not { } crop)
        {
            CommandHost.Warn($"{sample.Id}: there is no box to cut it by; it was left out.");
            return;
        }

        var folder = Path.Combine(Folder, FileName(sample.Labels[0]));
        Directory.CreateDirectory(folder);
        ImageFile.Save(Path.Combine(folder, $"{FileName(Path.ChangeExtension(sample.Id, null))}.png"), crop);
    }

    // A class or photo as one part of a path, whatever its name.
    private static string FileName(string name)
    {
        var part = string.Concat(name.Select(c => c is '/' or '\\' or ':' || char.IsControl(c) ? "_" : c.ToString(CultureInfo.InvariantCulture)));
        return part is "" or "." or ".." ? "_" : part;
    }
}
