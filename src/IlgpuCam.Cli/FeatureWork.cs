using IlgpuCam.Evaluation.Heads;
using IlgpuCam.Images;

namespace IlgpuCam.Cli;

/// <summary>Takes photos to features, several at once. What is wrong with a photo becomes its outcome, not an exception; it is reported as it comes.</summary>
/// <param name="extractor">The network.</param>
/// <param name="batch">Photos of one pass.</param>
internal sealed class FeatureWork(FeatureExtractor extractor, int batch)
{
    private sealed record Loaded(HeadSample Sample, RgbImage? Image, string? Error, IReadOnlyList<string> Warnings);

    /// <summary>Does photos, with a progress bar, and gives those that could be read, in their order.</summary>
    /// <param name="samples">The photos.</param>
    /// <param name="workers">How many threads work beside each other.</param>
    /// <param name="progress">Whether a progress bar may be shown.</param>
    /// <param name="take">Takes the photos that could be read, in order.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>How many photos failed.</returns>
    internal int Run(IReadOnlyList<HeadSample> samples, int workers, bool progress, Action<HeadSample, float[]> take, CancellationToken cancellation)
    {
        var failed = 0;
        ProgressBar.Run(samples.Count, progress, advance =>
        {
            foreach (var outcome in Outcomes(samples, workers, cancellation))
            {
                foreach (var warning in outcome.Warnings)
                {
                    CommandHost.Warn($"{outcome.Sample.ImagePath}: {warning}");
                }

                if (outcome.Features is { } features)
                {
                    take(outcome.Sample, features);
                }
                else
                {
                    failed++;
                    CommandHost.Report(outcome.Error!);
                }

                advance();
            }
        });
        if (failed > 0)
        {
            CommandHost.Warn($"{failed} of {samples.Count} photos could not be read and were left out.");
        }

        return failed;
    }

    private static Loaded Load(HeadSample sample)
    {
        var photo = PhotoWork.Load(new(sample.ImagePath, sample.Id));
        if (photo.Image is not { } whole || sample.Box is not { } box)
        {
            return new(sample, photo.Image, photo.Error, photo.Warnings);
        }

        return PhotoRegion.Crop(whole, PhotoRegion.Pixels(box)) is { } part
            ? new(sample, part, null, photo.Warnings)
            : new(sample, null, $"{sample.ImagePath}: the box {box} lies outside the photo of {whole.Width}x{whole.Height}.", photo.Warnings);
    }

    private IEnumerable<FeatureOutcome> Outcomes(IReadOnlyList<HeadSample> samples, int workers, CancellationToken cancellation) => batch == 1
        ? OrderedWork.Run(samples, workers, (sample, stop) => Compute([Load(sample)], stop)[0], 4 * workers, cancellation)
        : OrderedWork.Run(samples, workers, (sample, _) => Load(sample), 2 * batch, cancellation).Chunk(batch).SelectMany(some => Compute(some, cancellation));

    private FeatureOutcome[] Compute(Loaded[] photos, CancellationToken cancellation)
    {
        try
        {
            var features = new Queue<float[]>(extractor.Compute([.. photos.Select(p => p.Image).OfType<RgbImage>()], cancellation));
            return [.. photos.Select(p => new FeatureOutcome(p.Sample, p.Image is null ? null : features.Dequeue(), p.Error, p.Warnings))];
        }
        catch (Exception e) when (PhotoWork.IsThePhotos(e))
        {
            // Which photo it was shows when each goes alone.
            return photos is [var only] ? [new(only.Sample, null, e.Message, [])] : [.. photos.SelectMany(p => Compute([p], cancellation))];
        }
    }
}
