using IlgpuCam.Evaluation.Datasets;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>A photo to be evaluated.</summary>
/// <param name="Index">Its place in the data set, from 0.</param>
/// <param name="Sample">Its annotation.</param>
internal readonly record struct EvaluatedPhoto(int Index, Sample Sample)
{
    /// <summary>Its file.</summary>
    internal InputFile File => new(Sample.ImagePath, Sample.Id);
}
