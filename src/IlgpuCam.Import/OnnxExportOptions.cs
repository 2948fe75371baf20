using System.Collections.Immutable;

namespace IlgpuCam.Import;

/// <summary>What an exported ONNX file holds besides the network.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>Whether the weights of convolutions and fully connected layers are stored as float16, each with a Cast to float32 behind it: the file halves, computation stays in float32.</summary>
    public bool Half { get; init; }

    /// <summary>Whether there is an output <c>features</c>, the maps before global pooling [N,K,h,w].</summary>
    public bool Features { get; init; }

    /// <summary>Classes, from 0, whose activation maps are the output <c>cams</c> [N, number of classes, h, w], in this order; none for no such output.</summary>
    public ImmutableArray<int> CamClasses { get; init; } = [];
}
