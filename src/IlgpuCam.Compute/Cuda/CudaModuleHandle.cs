using System.Text;

namespace IlgpuCam.Compute.Cuda;

/// <summary>A loaded PTX text (CUmodule).</summary>
internal sealed unsafe class CudaModuleHandle : CudaHandle
{
    private const int ErrorLogBuffer = 5, ErrorLogBufferSizeBytes = 6, LogBytes = 8192;

    /// <summary>Has the driver compile a text.</summary>
    /// <param name="context">Where.</param>
    /// <param name="ptx">The text, with a zero at its end.</param>
    /// <param name="kernel">Named when it fails, with the driver's log.</param>
    internal CudaModuleHandle(CudaContextHandle context, byte[] ptx, string kernel)
        : base(context)
    {
        var log = new byte[LogBytes];
        fixed (byte* image = ptx, buffer = log)
        {
            var options = stackalloc int[] { ErrorLogBuffer, ErrorLogBufferSizeBytes };
            var values = stackalloc void*[] { buffer, (void*)LogBytes };
            var code = CudaDriver.ModuleLoadDataEx(out var made, image, 2, options, values);
            Take(code, made, "cuModuleLoadDataEx", kernel, Encoding.UTF8.GetString(log.AsSpan(0, Math.Max(log.IndexOf((byte)0), 0))).Trim());
        }
    }

    /// <inheritdoc/>
    protected override CudaCode Free(nint item) => CudaDriver.ModuleUnload(item);
}
