using System.Collections.Immutable;

namespace IlgpuCam.Explain;

/// <summary>A layer was named that the network does not have, that holds no maps, or a name fits several.</summary>
public sealed class TargetLayerException : IlgpuCamException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence: the name and why it does not do.</param>
    /// <param name="candidates">Names that would do: all that the name fits, or the recommended ones where it fits none.</param>
    /// <param name="innerException">The cause, if another exception led here.</param>
    public TargetLayerException(string message, ImmutableArray<string> candidates, Exception? innerException = null)
        : base(message, innerException) => Candidates = candidates;

    /// <summary>Names that would do: all that the name fits, or the recommended ones where it fits none.</summary>
    public ImmutableArray<string> Candidates { get; }
}
