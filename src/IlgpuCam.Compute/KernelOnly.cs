namespace IlgpuCam.Compute;

/// <summary>What the vocabulary answers outside a kernel.</summary>
internal static class KernelOnly
{
    internal static InvalidOperationException Error(string member) => new($"{member} means something only inside a kernel; what the generator makes of the kernel is launched through the overload that takes a stream");
}
