namespace IlgpuCam.Compute.Cuda;

/// <summary>One parameter of a kernel as its PTX declares it.</summary>
/// <param name="Size">Its bytes.</param>
/// <param name="Offset">Where it lies in the kernel's parameter space, aligned as PTX says.</param>
internal readonly record struct PtxParameter(int Size, int Offset);
