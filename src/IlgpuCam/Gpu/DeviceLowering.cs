namespace IlgpuCam.Gpu;

/// <summary>How one kind of operator becomes launches.</summary>
internal abstract class DeviceLowering
{
    /// <summary>Adds the launches.</summary>
    /// <returns>False, and nothing added, where there is no kernel for these shapes or parameters: the node then runs on the processor.</returns>
    internal abstract bool Emit(DeviceOperation operation, DevicePlanBuilder builder);
}
