using System.Globalization;
using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Evaluation.Records;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>Turns annotations into what is true of a photo in the model's classes.</summary>
/// <param name="classes">Finds the model's classes.</param>
internal sealed class SampleTruth(DatasetClassMap classes)
{
    /// <summary>A record that has the truth and no result yet.</summary>
    /// <param name="sample">The photo.</param>
    /// <param name="index">Its place in the data set.</param>
    internal PhotoRecord Describe(Sample sample, int index)
    {
        var names = sample.Labels.Concat(sample.Objects.Select(o => o.Class)).Distinct(StringComparer.Ordinal).ToArray();
        return new(index, sample.Id)
        {
            Problems = sample.Problems,
            Labels = [.. names.Select(classes.Find).OfType<int>().Distinct()],
            Unknown = [.. names.Where(n => classes.Find(n) is null)],
            Objects = [.. sample.Objects.Where(o => !o.IsDifficult).Select(o => (Class: classes.Find(o.Class), o.Box)).Where(o => o.Class is not null).Select(o => new TrueObject(o.Class!.Value, o.Box))],
        };
    }

    /// <summary>Adds the photo's size, and what of the annotation does not fit it.</summary>
    /// <param name="record">The record.</param>
    /// <param name="sample">The photo's annotation.</param>
    /// <param name="width">The photo's width as displayed.</param>
    /// <param name="height">The photo's height as displayed.</param>
    internal static PhotoRecord WithSize(PhotoRecord record, Sample sample, int width, int height)
    {
        var problems = record.Problems.ToBuilder();
        if (sample.DeclaredSize is { } size && size != (width, height))
        {
            problems.Add(Text($"{sample.Id}: the annotation states {size.Width}x{size.Height} pixels, and the photo has {width}x{height}."));
        }

        foreach (var item in sample.Objects)
        {
            if (item.Box.X0 < 0 || item.Box.Y0 < 0 || item.Box.X1 > width || item.Box.Y1 > height)
            {
                problems.Add(Text($"{sample.Id}: the box {item.Box} of {item.Class} reaches outside the photo of {width}x{height} pixels."));
            }
        }

        return record with { Width = width, Height = height, Problems = problems.ToImmutable() };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
