using IlgpuCam.Tensors;

namespace IlgpuCam;

/// <summary>One set of input and output tensors, in use by one thread until it is disposed.</summary>
internal sealed class PlanBuffers : IDisposable
{
    private readonly PlanBuffersPool _pool;

    internal PlanBuffers(PlanBuffersPool pool)
    {
        _pool = pool;
        Input = new(pool.Plan.Inputs[0].Shape);
        Outputs = [.. pool.Plan.Outputs.Select(o => new Tensor(o.Shape))];
    }

    internal Tensor Input { get; }

    internal Tensor[] Outputs { get; }

    internal void Run(CancellationToken cancellationToken) => _pool.Plan.Run([Input], Outputs, cancellationToken);

    public void Dispose() => _pool.Return(this);
}
