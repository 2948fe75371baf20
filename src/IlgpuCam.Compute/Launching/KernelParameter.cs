namespace IlgpuCam.Compute.Launching;

/// <summary>A parameter of a kernel.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">View, number or struct.</param>
/// <param name="Type">Its C# type; for a view the element's.</param>
/// <param name="ElementSize">Bytes of the value, for a view of an element.</param>
public sealed record KernelParameter(string Name, KernelParameterKind Kind, string Type, int ElementSize);
