using IlgpuCam.Tensors;

namespace IlgpuCam.Gpu;

/// <summary>What a launch is for.</summary>
/// <param name="Node">The node: its name, or its result's where it has none.</param>
/// <param name="Result">The shape of the node's result.</param>
internal readonly record struct StepOrigin(string Node, Shape Result);
