using System.Collections.Immutable;

namespace IlgpuCam.Import.Caffe;

/// <summary>A layer on values: blobs that are overwritten in place have become values of their own.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Inputs">The values that it reads.</param>
/// <param name="Outputs">The values that it gives.</param>
internal sealed record CaffeStep(CaffeLayer Layer, ImmutableArray<string> Inputs, ImmutableArray<string> Outputs);
