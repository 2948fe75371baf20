using System.Collections.Immutable;
using IlgpuCam.Evaluation.Faithfulness;

namespace IlgpuCam.Evaluation.Records;

/// <summary>What one explanation method says about one photo.</summary>
/// <param name="Method">Its name, with the layer where there are several.</param>
public sealed record MethodFinding(string Method)
{
    /// <summary>Why there is no result, where the network does not allow the method; null where there is one.</summary>
    public string? Error { get; init; }

    /// <summary>How long the map of the best class took, the passes included that other methods make, too.</summary>
    public double Milliseconds { get; init; }

    /// <summary>Where the best class is; null with an error.</summary>
    public ClassFinding? Best { get; init; }

    /// <summary>Where the true classes are.</summary>
    public ImmutableArray<ClassFinding> Asked { get; init; } = [];

    /// <summary>What the maps of the true classes add to the curves over thresholds.</summary>
    public ImmutableArray<CurveShare> Curves { get; init; } = [];

    /// <summary>How faithful the map of the best class is; null where it was not measured.</summary>
    public PhotoFaithfulness? Faithfulness { get; init; }
}
