using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Images;

namespace IlgpuCam.Cli.Experiments;

/// <summary>Does the photos of a data set on several threads. What is wrong with a photo is reported and counted, and the others are done.</summary>
internal static class DatasetWork
{
    /// <summary>Does the photos, and hands the results out in their order.</summary>
    /// <typeparam name="T">What a photo gives; null for one that cannot be used, which the work has reported.</typeparam>
    /// <param name="dataset">The data set.</param>
    /// <param name="workers">How many threads work beside each other.</param>
    /// <param name="progress">Whether a progress bar may be shown.</param>
    /// <param name="work">Does a photo.</param>
    /// <param name="take">Takes a result.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>How many photos failed.</returns>
    internal static int Run<T>(
        IDataset dataset, int workers, bool progress, Func<Sample, RgbImage, CancellationToken, T?> work, Action<Sample, T> take, CancellationToken cancellation)
        where T : class
    {
        var failed = 0;
        ProgressBar.Run(dataset.Count ?? 0, progress && dataset.Count is not null, advance =>
        {
            foreach (var (sample, photo, result, error) in OrderedWork.Run(dataset.Read(), workers, (sample, stop) => Do(sample, work, stop), 4 * workers, cancellation))
            {
                foreach (var warning in sample.Problems.Concat(photo.Warnings.Select(w => $"{sample.ImagePath}: {w}")))
                {
                    CommandHost.Warn(warning);
                }

                if (error is not null)
                {
                    failed++;
                    CommandHost.Report(error);
                }
                else if (result is not null)
                {
                    take(sample, result);
                }

                advance();
            }
        });
        return failed;
    }

    private static (Sample Sample, LoadedPhoto Photo, T? Result, string? Error) Do<T>(Sample sample, Func<Sample, RgbImage, CancellationToken, T?> work, CancellationToken cancellation)
        where T : class
    {
        var photo = PhotoWork.Load(new(sample.ImagePath, sample.Id));
        if (photo.Image is not { } image)
        {
            return (sample, photo, null, photo.Error);
        }

        try
        {
            // Pixels are not kept while the result waits for its turn.
            return (sample, photo with { Photo = null }, work(sample, image, cancellation), null);
        }
        catch (Exception e) when (PhotoWork.IsThePhotos(e))
        {
            return (sample, photo with { Photo = null }, null, e.Message);
        }
    }
}
