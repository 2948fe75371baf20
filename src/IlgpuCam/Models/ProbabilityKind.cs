namespace IlgpuCam.Models;

/// <summary>How a network turns logits into probabilities.</summary>
public enum ProbabilityKind
{
    /// <summary>The graph does not say; softmax is assumed.</summary>
    Unrecorded,

    /// <summary>Softmax over the classes: exactly one is right.</summary>
    Softmax,

    /// <summary>A sigmoid a class: any number may be right.</summary>
    Sigmoid,
}
