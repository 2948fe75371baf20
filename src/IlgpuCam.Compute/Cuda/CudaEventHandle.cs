namespace IlgpuCam.Compute.Cuda;

/// <summary>An event (CUevent): a place in a stream, and when it was reached.</summary>
internal sealed class CudaEventHandle : CudaHandle
{
    /// <summary>Makes one that keeps time.</summary>
    internal CudaEventHandle(CudaContextHandle context)
        : base(context) => Take(CudaDriver.EventCreate(out var made, 0), made, "cuEventCreate");

    /// <summary>Whether the stream has come there.</summary>
    internal bool IsReached
    {
        get
        {
            Context.Bind();
            var code = CudaDriver.EventQuery(this);
            if (code != CudaCode.NotReady)
            {
                Context.Check(code, "cuEventQuery");
            }

            return code == CudaCode.Success;
        }
    }

    /// <summary>Waits until the stream has come there.</summary>
    internal void Synchronize()
    {
        Context.Bind();
        Context.Check(CudaDriver.EventSynchronize(this), "cuEventSynchronize");
    }

    /// <summary>The milliseconds from another event to this one; both have been reached.</summary>
    internal float MillisecondsSince(CudaEventHandle start)
    {
        Context.Bind();
        Context.Check(CudaDriver.EventElapsedTime(out var milliseconds, start, this), "cuEventElapsedTime");
        return milliseconds;
    }

    /// <inheritdoc/>
    protected override CudaCode Free(nint item) => CudaDriver.EventDestroy(item);
}
