namespace IlgpuCam.Compute.Launching;

/// <summary>Is told of a launch; see <see cref="LaunchObserver"/>.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="config">Grid and groups.</param>
/// <param name="arguments">Its arguments in order.</param>
public delegate void LaunchHandler(KernelDefinition kernel, KernelConfig config, ReadOnlySpan<KernelArgument> arguments);
