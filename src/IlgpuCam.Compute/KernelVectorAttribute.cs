namespace IlgpuCam.Compute;

/// <summary>A struct of two or four equal scalars that devices load and store at once: they give it the alignment of its size, which the caller has to keep.</summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class KernelVectorAttribute : Attribute;
