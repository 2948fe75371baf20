namespace IlgpuCam.Compute.Launching;

/// <summary>A kernel's parameter.</summary>
/// <param name="Name">As the source names it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Type">The type of the value or of the view's elements, as C# names it.</param>
/// <param name="ElementSize">Bytes of the value or of an element.</param>
public sealed record KernelParameter(string Name, KernelParameterKind Kind, string Type, int ElementSize);
