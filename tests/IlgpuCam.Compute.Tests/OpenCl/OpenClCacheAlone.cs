namespace IlgpuCam.Compute.Tests.OpenCl;

/// <summary>Tests that move the cache of compiled programs, and so run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class OpenClCacheAlone
{
    public const string Name = "OpenCL's cache";
}
