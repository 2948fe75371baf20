namespace IlgpuCam.Compute;

/// <summary>Marks a static method as a kernel: it is compiled for all devices when its project is built, and gets an overload that launches it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KernelAttribute : Attribute
{
    /// <summary>The name of the entry point; class and method by default.</summary>
    public string? Name { get; set; }

    /// <summary>Loops that are known to turn at most so often are unrolled in device code.</summary>
    public int Unroll { get; set; } = 16;

    /// <summary>The most work-items that a group will ever have; 0 for no promise. Required where warps shuffle.</summary>
    public int MaxGroupSize { get; set; }
}
