namespace IlgpuCam.Compute.Launching;

/// <summary>A kernel as C#: runs all work-items of one group.</summary>
/// <param name="group">The group.</param>
/// <param name="arguments">The kernel's arguments.</param>
public delegate void EmulatedGroup(EmulatedGroupContext group, ReadOnlySpan<KernelArgument> arguments);
