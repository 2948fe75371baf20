namespace IlgpuCam.Tests.Cpu;

/// <summary>Tests that must not run beside others.</summary>
[CollectionDefinition(nameof(AloneDefinition), DisableParallelization = true)]
public sealed class AloneDefinition;
