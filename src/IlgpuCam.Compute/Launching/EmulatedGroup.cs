namespace IlgpuCam.Compute.Launching;

/// <summary>Runs every work-item of one group, as loops split at barriers.</summary>
/// <param name="group">The group.</param>
/// <param name="arguments">The kernel's arguments.</param>
public delegate void EmulatedGroup(EmulatedGroupContext group, ReadOnlySpan<KernelArgument> arguments);
