namespace IlgpuCam.Compute.Cuda;

/// <summary>A stream (CUstream), and what can be put into it.</summary>
internal sealed unsafe class CudaStreamHandle : CudaHandle
{
    private const uint NonBlocking = 1;

    // Others may allocate and load kernels meanwhile: nothing that this library does in a capture depends on what they do.
    private const int RelaxedCapture = 2;

    /// <summary>Makes one that keeps no order with the default stream.</summary>
    internal CudaStreamHandle(CudaContextHandle context)
        : base(context) => Take(CudaDriver.StreamCreate(out var made, NonBlocking), made, "cuStreamCreate");

    /// <summary>Whether nothing is left to do.</summary>
    internal bool IsIdle
    {
        get
        {
            Context.Bind();
            var code = CudaDriver.StreamQuery(this);
            if (code != CudaCode.NotReady)
            {
                Context.Check(code, "cuStreamQuery");
            }

            return code == CudaCode.Success;
        }
    }

    /// <summary>Waits until all is done.</summary>
    internal void Synchronize()
    {
        Context.Bind();
        Context.Check(CudaDriver.StreamSynchronize(this), "cuStreamSynchronize");
    }

    /// <summary>Waits until all is done, or the device is lost: for those who do not need to know which.</summary>
    internal void Drain()
    {
        if (!Context.IsLost)
        {
            Context.Bind();
            Context.Note(CudaDriver.StreamSynchronize(this), "cuStreamSynchronize");
        }
    }

    /// <summary>Copies from the host. Pinned memory is read when the copy runs; other memory before this returns.</summary>
    internal void CopyToDevice(nint target, void* source, nuint bytes)
    {
        if (bytes > 0)
        {
            Context.Bind();
            Context.Check(CudaDriver.MemcpyHtoDAsync(target, source, bytes, this), "cuMemcpyHtoDAsync");
        }
    }

    /// <summary>Copies to the host. Pinned memory is written when the copy runs; other memory before this returns.</summary>
    internal void CopyToHost(void* target, nint source, nuint bytes)
    {
        if (bytes > 0)
        {
            Context.Bind();
            Context.Check(CudaDriver.MemcpyDtoHAsync(target, source, bytes, this), "cuMemcpyDtoHAsync");
        }
    }

    /// <summary>Copies on the device; the two ranges do not overlap.</summary>
    internal void CopyOnDevice(nint target, nint source, nuint bytes)
    {
        if (bytes > 0)
        {
            Context.Bind();
            Context.Check(CudaDriver.MemcpyDtoDAsync(target, source, bytes, this), "cuMemcpyDtoDAsync");
        }
    }

    /// <summary>Sets every byte, by fours where address and size allow it.</summary>
    internal void Fill(nint target, byte value, nuint bytes)
    {
        if (bytes == 0)
        {
            return;
        }

        Context.Bind();
        if (((nuint)target | bytes) % 4 == 0)
        {
            Context.Check(CudaDriver.MemsetD32Async(target, value * 0x01010101u, bytes / 4, this), "cuMemsetD32Async");
        }
        else
        {
            Context.Check(CudaDriver.MemsetD8Async(target, value, bytes, this), "cuMemsetD8Async");
        }
    }

    /// <summary>Marks the place that the stream has come to.</summary>
    internal void Record(CudaEventHandle mark)
    {
        Context.Bind();
        Context.Check(CudaDriver.EventRecord(mark, this), "cuEventRecord");
    }

    /// <summary>Holds what follows until another stream has come to a mark.</summary>
    internal void Wait(CudaEventHandle mark)
    {
        Context.Bind();
        Context.Check(CudaDriver.StreamWaitEvent(this, mark, 0), "cuStreamWaitEvent");
    }

    /// <summary>From here on what is put in is kept for a graph and not done.</summary>
    internal void BeginCapture()
    {
        Context.Bind();
        Context.Check(CudaDriver.StreamBeginCapture(this, RelaxedCapture), "cuStreamBeginCapture");
    }

    /// <summary>What was put in since <see cref="BeginCapture"/>, ready to be launched.</summary>
    internal CudaGraphHandle EndCapture()
    {
        Context.Bind();
        Context.Check(CudaDriver.StreamEndCapture(this, out var graph), "cuStreamEndCapture");
        return new CudaGraphHandle(Context, graph);
    }

    /// <summary>Drops what was put in since <see cref="BeginCapture"/>.</summary>
    internal void AbandonCapture()
    {
        // Whatever made the caller give up is the error to be told, and a capture that broke ends with one.
        if (!Context.IsLost && CudaDriver.StreamEndCapture(this, out var graph) == CudaCode.Success)
        {
            CudaDriver.GraphDestroy(graph);
        }
    }

    /// <summary>Does what a graph holds.</summary>
    internal void Launch(CudaGraphHandle graph)
    {
        Context.Bind();
        Context.Check(CudaDriver.GraphLaunch(graph, this), "cuGraphLaunch");
    }

    /// <inheritdoc/>
    protected override CudaCode Free(nint item) => CudaDriver.StreamDestroy(item);
}
