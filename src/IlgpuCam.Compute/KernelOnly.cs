namespace IlgpuCam.Compute;

/// <summary>What members of the vocabulary say that mean something in kernels only.</summary>
internal static class KernelOnly
{
    internal static InvalidOperationException Error(string member) =>
        new($"{member} has a meaning only inside a kernel: a method with [Kernel], launched through its generated overload.");
}
