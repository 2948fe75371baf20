namespace IlgpuCam.Compute.Generator.Vocabulary;

/// <summary>Full names of the vocabulary's types and members that are neither operators nor intrinsics.</summary>
internal static class KnownNames
{
    public const string Namespace = "IlgpuCam.Compute";
    public const string KernelAttribute = "IlgpuCam.Compute.KernelAttribute";
    public const string KernelInstanceAttribute = "IlgpuCam.Compute.KernelInstanceAttribute";
    public const string KernelVectorAttribute = "IlgpuCam.Compute.KernelVectorAttribute";
    public const string ArrayView = "IlgpuCam.Compute.ArrayView";
    public const string IlgpuStream = "ILGPU.Runtime.AcceleratorStream";
    public const string Half = "System.Half";
    public const string Barrier = "IlgpuCam.Compute.Group.Barrier";
    public const string WarpSize = "IlgpuCam.Compute.Warp.WarpSize";
    public const string SharedAllocate = "IlgpuCam.Compute.SharedMemory.Allocate";
    public const string SharedDynamic = "IlgpuCam.Compute.SharedMemory.GetDynamic";
    public const string LocalAllocate = "IlgpuCam.Compute.LocalMemory.Allocate";
    public const string FloatClamp = "IlgpuCam.Compute.XMath.Clamp";
    public const string MathClamp = "System.Math.Clamp";

    /// <summary>Where products of matrices by warps are.</summary>
    public const string TensorCore = "IlgpuCam.Compute.TensorCore.";

    /// <summary>Where copies that go on beside other work are.</summary>
    public const string AsyncCopy = "IlgpuCam.Compute.AsyncCopy.";

    /// <summary>Work-items of a warp, on every device.</summary>
    public const int WarpWidth = 32;
}
