using System.Collections.Immutable;

namespace IlgpuCam.Evaluation.Datasets;

/// <summary>What an XML file in Pascal VOC's form says about a photo.</summary>
/// <param name="FileName">The photo's file as the annotation names it; null without a name.</param>
/// <param name="Size">The photo's size as stated.</param>
/// <param name="Objects">The objects.</param>
/// <param name="Problems">What is wrong, each with file and line.</param>
internal sealed record VocAnnotation(
    string? FileName, (int Width, int Height)? Size, ImmutableArray<ObjectAnnotation> Objects, ImmutableArray<string> Problems);
