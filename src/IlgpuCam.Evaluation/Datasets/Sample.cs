using System.Collections.Immutable;

namespace IlgpuCam.Evaluation.Datasets;

/// <summary>One photo of a data set with what is known about it. The photo itself is not opened.</summary>
/// <param name="Id">The name by which results list it: its path below the data set, forward slashes, unique within the set.</param>
/// <param name="ImagePath">The file.</param>
public sealed record Sample(string Id, string ImagePath)
{
    /// <summary>The classes that the photo as a whole is labelled with, by the data set's names; several where it is multi-label.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>The annotated objects.</summary>
    public ImmutableArray<ObjectAnnotation> Objects { get; init; } = [];

    /// <summary>The masks, or null where the set has none for this photo.</summary>
    public MaskAnnotation? Masks { get; init; }

    /// <summary>The size in pixels as the annotation states it, to be held against the photo's own; null where it states none.</summary>
    public (int Width, int Height)? DeclaredSize { get; init; }

    /// <summary>What is wrong with the annotation, a sentence each that names the file and the line; such a sample is counted and listed, not dropped.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];
}
