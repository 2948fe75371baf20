namespace IlgpuCam.Compute;

/// <summary>A fault has made a device unusable: everything on its accelerator fails like this until a new accelerator is created.</summary>
/// <remarks>
/// <para>
/// CUDA, from any call, the codes after which its reference says that the context cannot be used any more: 46 DEVICE_UNAVAILABLE,
/// 214 ECC_UNCORRECTABLE, 220 NVLINK_UNCORRECTABLE, 700 ILLEGAL_ADDRESS, 702 LAUNCH_TIMEOUT, 709 CONTEXT_IS_DESTROYED, 710 ASSERT,
/// 714 HARDWARE_STACK_ERROR, 715 ILLEGAL_INSTRUCTION, 716 MISALIGNED_ADDRESS, 717 INVALID_ADDRESS_SPACE, 718 INVALID_PC, 719 LAUNCH_FAILED.
/// </para>
/// <para>
/// OpenCL, from any call: -2 DEVICE_NOT_AVAILABLE, -36 INVALID_COMMAND_QUEUE (of a queue that was valid) and NVIDIA's -9999 (a kernel
/// reached beyond its buffers); and from calls that wait for commands or ask for their state, which have failed then: -5 OUT_OF_RESOURCES
/// and -14 EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST.
/// </para>
/// <para>The properties are those of the call that found the loss.</para>
/// </remarks>
public sealed class DeviceLostException : AcceleratorException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The device and the fault.</param>
    public DeviceLostException(string message)
        : base(message)
    {
    }

    internal DeviceLostException(string message, NativeFailure failure)
        : base(message, failure)
    {
    }
}
