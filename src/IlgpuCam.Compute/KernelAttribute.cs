namespace IlgpuCam.Compute;

/// <summary>Makes a static method of a partial class a kernel; the generator adds an overload that launches it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KernelAttribute : Attribute
{
    /// <summary>Its name on the devices, a C identifier unique in the assembly; Class_Method unless given.</summary>
    public string? Name { get; set; }

    /// <summary>Loops with a constant number of turns up to this are unrolled.</summary>
    public int Unroll { get; set; } = 16;

    /// <summary>The most work-items of a group it is launched with; 0: no promise. Kernels that use shuffles need one.</summary>
    public int MaxGroupSize { get; set; }
}
