using System.Collections.Immutable;
using IlgpuCam.Evaluation.Datasets;

namespace IlgpuCam.Evaluation.Heads;

/// <summary>A photo, or a part of one, that a classifier is trained or tested on.</summary>
/// <param name="Id">The name by which reports list it.</param>
/// <param name="ImagePath">The file.</param>
/// <param name="Labels">Its classes: one, or, where classes do not exclude each other, any number.</param>
public sealed record HeadSample(string Id, string ImagePath, ImmutableArray<string> Labels)
{
    /// <summary>The part of the photo that counts; null for all of it.</summary>
    public TrueBox? Box { get; init; }

    /// <summary>Numbers that come with the photo and are appended to its features, such as those of a question about it.</summary>
    public ImmutableArray<double> Extra { get; init; } = [];
}
