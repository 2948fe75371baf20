using IlgpuCam.Evaluation.Records;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>Makes records of photos, by a model or from maps that are there already. May be used by several threads.</summary>
internal interface IPhotoEvaluator
{
    /// <summary>How many photos are best done together.</summary>
    int BatchSize { get; }

    /// <summary>Makes the records of some photos; what is wrong with one of them is in its record.</summary>
    /// <param name="photos">The photos with their pixels.</param>
    /// <param name="cancellation">Ends it early.</param>
    PhotoRecord[] Evaluate((EvaluatedPhoto Photo, LoadedPhoto Pixels)[] photos, CancellationToken cancellation);
}
