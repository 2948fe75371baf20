namespace IlgpuCam.Compute.Launching;

/// <summary>Runs one work-item; every access goes through it.</summary>
/// <param name="item">The work-item.</param>
/// <param name="arguments">The kernel's arguments.</param>
public delegate void EmulatedItem(DebuggedItem item, ReadOnlySpan<KernelArgument> arguments);
