namespace IlgpuCam.Import.Tests.Fuzzing;

/// <summary>Tests that run while no other does.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;
