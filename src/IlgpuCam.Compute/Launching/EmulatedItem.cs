namespace IlgpuCam.Compute.Launching;

/// <summary>A kernel as C#: runs one work-item, which checks every access.</summary>
/// <param name="item">The work-item.</param>
/// <param name="arguments">The kernel's arguments.</param>
public delegate void EmulatedItem(DebuggedItem item, ReadOnlySpan<KernelArgument> arguments);
