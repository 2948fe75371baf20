using IlgpuCam.Evaluation.Journals;
using IlgpuCam.Evaluation.Records;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>Does photos on several threads and notes each in the journal as soon as it is done.</summary>
/// <param name="evaluator">Makes the records.</param>
/// <param name="journal">Where they are kept; null for nowhere.</param>
/// <param name="first">The first photos, where they were decoded while the model was loaded.</param>
internal sealed class EvaluationWork(IPhotoEvaluator evaluator, Journal? journal, FirstPhotos? first = null)
{
    /// <summary>Gives the records in the order of the photos.</summary>
    /// <param name="photos">The photos; taken while records are.</param>
    /// <param name="workers">How many threads work beside each other.</param>
    /// <param name="cancellation">Ends the work early.</param>
    internal IEnumerable<PhotoRecord> Run(IEnumerable<EvaluatedPhoto> photos, int workers, CancellationToken cancellation)
    {
        if (evaluator.BatchSize == 1)
        {
            return OrderedWork.Run(photos, workers, (photo, stop) => Finish([photo], stop)[0], 4 * workers, cancellation, first is null ? null : first.Dispose);
        }

        // From now on the same threads decode. While the device has a batch, the next ones are decoded.
        first?.Dispose();
        var loaded = OrderedWork.Run(photos, workers, (photo, _) => (photo, Load(photo)), 2 * evaluator.BatchSize, cancellation);
        return loaded.Chunk(evaluator.BatchSize).SelectMany(batch => Evaluate(batch, cancellation));
    }

    private LoadedPhoto Load(EvaluatedPhoto photo) => first?.Take(photo.File) ?? PhotoWork.Load(photo.File);

    private PhotoRecord[] Finish(EvaluatedPhoto[] photos, CancellationToken cancellation) => Evaluate(Array.ConvertAll(photos, p => (p, Load(p))), cancellation);

    private PhotoRecord[] Evaluate((EvaluatedPhoto Photo, LoadedPhoto Pixels)[] photos, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (var (photo, _) in photos)
        {
            journal?.Begin(photo.Index);
        }

        var records = evaluator.Evaluate(photos, cancellation);
        foreach (var record in records)
        {
            journal?.Append(record);
        }

        return records;
    }
}
