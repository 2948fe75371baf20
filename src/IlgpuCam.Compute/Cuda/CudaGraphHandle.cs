namespace IlgpuCam.Compute.Cuda;

/// <summary>A graph that is ready to be launched (CUgraphExec).</summary>
internal sealed class CudaGraphHandle : CudaHandle
{
    /// <summary>Instantiates what a stream captured, and frees the captured graph.</summary>
    internal CudaGraphHandle(CudaContextHandle context, nint graph)
        : base(context)
    {
        var code = CudaDriver.GraphInstantiate(out var made, graph, 0);
        CudaDriver.GraphDestroy(graph);
        Take(code, made, "cuGraphInstantiateWithFlags");
    }

    /// <inheritdoc/>
    protected override CudaCode Free(nint item) => CudaDriver.GraphExecDestroy(item);
}
