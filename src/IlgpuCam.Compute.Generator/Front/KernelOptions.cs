namespace IlgpuCam.Compute.Generator.Front;

/// <summary>What a kernel's attribute says, with the name that its instance has.</summary>
internal sealed record KernelOptions(string Name, int Unroll, int MaxGroupSize);
