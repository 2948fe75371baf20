namespace IlgpuCam.Compute.OpenCl;

/// <summary>The codes that calls return (OpenCL 1.2 specification, cl.h).</summary>
internal static class OpenClCode
{
    internal const int Success = 0;
    internal const int BuildProgramFailure = -11;

    private const int DeviceNotAvailable = -2;
    private const int OutOfResources = -5;
    private const int FailedInWaitList = -14;
    private const int InvalidQueue = -36;

    // Of NVIDIA's driver: a kernel read or wrote beyond its buffers.
    private const int IllegalAccess = -9999;

    private static readonly Dictionary<int, string> Names = new()
    {
        [-1] = "CL_DEVICE_NOT_FOUND",
        [DeviceNotAvailable] = "CL_DEVICE_NOT_AVAILABLE",
        [-3] = "CL_COMPILER_NOT_AVAILABLE",
        [-4] = "CL_MEM_OBJECT_ALLOCATION_FAILURE",
        [OutOfResources] = "CL_OUT_OF_RESOURCES",
        [-6] = "CL_OUT_OF_HOST_MEMORY",
        [-7] = "CL_PROFILING_INFO_NOT_AVAILABLE",
        [-8] = "CL_MEM_COPY_OVERLAP",
        [BuildProgramFailure] = "CL_BUILD_PROGRAM_FAILURE",
        [-12] = "CL_MAP_FAILURE",
        [-13] = "CL_MISALIGNED_SUB_BUFFER_OFFSET",
        [FailedInWaitList] = "CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST",
        [-15] = "CL_COMPILE_PROGRAM_FAILURE",
        [-16] = "CL_LINKER_NOT_AVAILABLE",
        [-17] = "CL_LINK_PROGRAM_FAILURE",
        [-30] = "CL_INVALID_VALUE",
        [-31] = "CL_INVALID_DEVICE_TYPE",
        [-32] = "CL_INVALID_PLATFORM",
        [-33] = "CL_INVALID_DEVICE",
        [-34] = "CL_INVALID_CONTEXT",
        [-35] = "CL_INVALID_QUEUE_PROPERTIES",
        [InvalidQueue] = "CL_INVALID_COMMAND_QUEUE",
        [-37] = "CL_INVALID_HOST_PTR",
        [-38] = "CL_INVALID_MEM_OBJECT",
        [-42] = "CL_INVALID_BINARY",
        [-43] = "CL_INVALID_BUILD_OPTIONS",
        [-44] = "CL_INVALID_PROGRAM",
        [-45] = "CL_INVALID_PROGRAM_EXECUTABLE",
        [-46] = "CL_INVALID_KERNEL_NAME",
        [-47] = "CL_INVALID_KERNEL_DEFINITION",
        [-48] = "CL_INVALID_KERNEL",
        [-49] = "CL_INVALID_ARG_INDEX",
        [-50] = "CL_INVALID_ARG_VALUE",
        [-51] = "CL_INVALID_ARG_SIZE",
        [-52] = "CL_INVALID_KERNEL_ARGS",
        [-53] = "CL_INVALID_WORK_DIMENSION",
        [-54] = "CL_INVALID_WORK_GROUP_SIZE",
        [-55] = "CL_INVALID_WORK_ITEM_SIZE",
        [-56] = "CL_INVALID_GLOBAL_OFFSET",
        [-57] = "CL_INVALID_EVENT_WAIT_LIST",
        [-58] = "CL_INVALID_EVENT",
        [-59] = "CL_INVALID_OPERATION",
        [-61] = "CL_INVALID_BUFFER_SIZE",
        [-63] = "CL_INVALID_GLOBAL_WORK_SIZE",
        [-64] = "CL_INVALID_PROPERTY",
        [-1001] = "CL_PLATFORM_NOT_FOUND_KHR",
    };

    /// <summary>Ends in an exception unless a call succeeded that has no accelerator yet.</summary>
    /// <param name="code">What it returned.</param>
    /// <param name="call">Its name.</param>
    /// <param name="kernel">The kernel that it was about.</param>
    /// <exception cref="OpenClException">It failed.</exception>
    internal static void Check(int code, string call, string? kernel = null)
    {
        if (code != Success)
        {
            throw new OpenClException(Describe(code, call, kernel), new(call, code, NameOf(code), kernel));
        }
    }

    /// <summary>Whether nothing works after a code; see <see cref="DeviceLostException"/>.</summary>
    /// <param name="code">The code.</param>
    /// <param name="isWait">Whether the call waits for commands, whose failure it returns.</param>
    internal static bool IsLoss(int code, bool isWait) =>
        code is DeviceNotAvailable or InvalidQueue or IllegalAccess || (isWait && code is OutOfResources or FailedInWaitList);

    /// <summary>The call, the code's name and the kernel.</summary>
    internal static string Describe(int code, string call, string? kernel) =>
        $"{call}{(kernel is null ? string.Empty : $" of kernel {kernel}")} failed with {NameOf(code)}";

    /// <summary>The code's name in cl.h.</summary>
    internal static string NameOf(int code) => Names.GetValueOrDefault(code) ?? $"code {code}";
}
