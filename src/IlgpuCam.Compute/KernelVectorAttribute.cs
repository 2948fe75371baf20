namespace IlgpuCam.Compute;

/// <summary>Marks a struct of two or four equal scalars as a vector: device code loads and stores it at once, and views of it have to start at a multiple of its size.</summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class KernelVectorAttribute : Attribute;
