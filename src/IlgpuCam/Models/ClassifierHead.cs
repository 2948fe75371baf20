namespace IlgpuCam.Models;

/// <summary>The classifier at the end of a network.</summary>
/// <param name="Logits">The value that holds the class scores before any softmax or sigmoid, N times C elements.</param>
/// <param name="Probabilities">The value that holds them after it, or null where the graph has neither.</param>
/// <param name="ProbabilityKind">Which of the two the graph records.</param>
/// <param name="Classes">C, the number of classes.</param>
/// <param name="Cam">What class activation mapping needs, or null where it is not defined for this network.</param>
/// <param name="WhyNoCam">The reason where <paramref name="Cam"/> is null.</param>
public sealed record ClassifierHead(
    string Logits, string? Probabilities, ProbabilityKind ProbabilityKind, int Classes, CamHead? Cam, string? WhyNoCam)
{
    /// <summary>
    /// The value that holds the last maps before the scores: the features of <see cref="Cam"/>; without it what gradient methods weigh (Selvaraju et al. 2017, section 3),
    /// the result of the last layer, pooling aside, that still has places. Null where there is none.
    /// </summary>
    public string? LastMaps { get; init; }
}
