using System.Collections.Immutable;
using IlgpuCam.Images;

namespace IlgpuCam.Models;

/// <summary>All that a model file says: what an importer gives, what a .cam file stores, and what a <c>CamModel</c> is made from.</summary>
/// <param name="Network">The graph with its weights.</param>
public sealed record ModelDescription(Network Network)
{
    /// <summary>How photos become input tensors, or null where the file does not say.</summary>
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>The names of the classes, or null where the file has none.</summary>
    public Labels? Labels { get; init; }

    /// <summary>Where the model comes from, as the file states it: producer, source, licence and the like.</summary>
    public ImmutableSortedDictionary<string, string> Provenance { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
