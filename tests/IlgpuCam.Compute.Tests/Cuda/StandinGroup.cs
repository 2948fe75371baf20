using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Tests.Cuda;

/// <summary>Tests that count the stand-in's objects or lose its device: nothing else may use it meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class StandinGroup : ICollectionFixture<StandinGroup>
{
    public const string Name = "The stand-in for the CUDA driver";

    public StandinGroup()
    {
        Assert.Null(CudaStandin.Absence is null ? CudaStandin.Failure : null);
    }
}
