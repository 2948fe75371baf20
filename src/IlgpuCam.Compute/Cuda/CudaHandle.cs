using System.Runtime.InteropServices;

namespace IlgpuCam.Compute.Cuda;

/// <summary>Something made in a context, which it keeps alive until it is released itself.</summary>
internal abstract class CudaHandle : SafeHandle
{
    /// <summary>Makes the context the thread's and holds on to it.</summary>
    protected CudaHandle(CudaContextHandle context)
        : base(0, ownsHandle: true)
    {
        context.Bind();
        var isAdded = false;
        context.DangerousAddRef(ref isAdded);
        Context = context;
    }

    /// <inheritdoc/>
    public sealed override bool IsInvalid => handle == 0;

    /// <summary>The context it was made in.</summary>
    internal CudaContextHandle Context { get; }

    /// <summary>Takes what the driver made, or lets go of the context again and throws.</summary>
    protected void Take(CudaCode code, nint made, string call, string? kernel = null, string? details = null)
    {
        if (code != CudaCode.Success)
        {
            // What has no handle is not released by the base class.
            Context.DangerousRelease();
            Context.Check(code, call, kernel, details);
        }

        SetHandle(made);
    }

    /// <summary>The driver's call that frees it.</summary>
    protected abstract CudaCode Free(nint item);

    /// <inheritdoc/>
    protected sealed override bool ReleaseHandle()
    {
        var isReleased = Context.Release(Free, handle);
        Context.DangerousRelease();
        return isReleased;
    }
}
