namespace IlgpuCam.Compute.Generator.Front;

/// <summary>What a return statement becomes.</summary>
internal enum FrameKind
{
    Kernel,
    Function,
    Inlined,
}
