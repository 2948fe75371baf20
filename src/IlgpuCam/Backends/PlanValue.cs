using IlgpuCam.Tensors;

namespace IlgpuCam.Backends;

/// <summary>An input or output of a plan.</summary>
/// <param name="Name">The value's name in the network.</param>
/// <param name="Shape">Its shape.</param>
public readonly record struct PlanValue(string Name, Shape Shape);
