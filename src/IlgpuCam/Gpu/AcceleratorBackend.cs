using IlgpuCam.Backends;
using IlgpuCam.Compute;
using IlgpuCam.Cpu;
using IlgpuCam.Models;
using IlgpuCam.Models.Passes;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gpu;

/// <summary>Runs networks on an accelerator. Nodes without a kernel run on the processor in the middle of the plan.</summary>
public sealed class AcceleratorBackend : IBackend
{
    private readonly Lazy<CpuBackend> _processor = new(() => new());
    private readonly bool _ownsAccelerator;
    private bool _disposed;

    /// <summary>Creates a backend.</summary>
    /// <param name="accelerator">The device.</param>
    /// <param name="name">The device as the command line names it, such as <c>opencl:0</c>.</param>
    /// <param name="ownsAccelerator">Whether the device is given back with the backend.</param>
    public AcceleratorBackend(Accelerator accelerator, string name, bool ownsAccelerator = false)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        ArgumentNullException.ThrowIfNull(name);
        (Accelerator, Name, _ownsAccelerator) = (accelerator, name, ownsAccelerator);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The device.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>What runs the nodes that have no kernel; its threads start with the first of them.</summary>
    internal IBackend Processor => _processor.Value;

    /// <inheritdoc/>
    public IPlan Compile(Network network, IReadOnlyDictionary<string, Shape> inputs, IReadOnlyList<string> outputs)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        CompileRequest.Require(network, inputs, outputs);
        var inferred = ShapeInference.Infer(FuseActivations.Apply(network.WithOutputs(outputs)), inputs);
        using var builder = new DevicePlanBuilder(inferred, this);
        return new DevicePlan(this, inferred, builder.Build());
    }

    /// <summary>The nodes of a network that have no kernel for these shapes and run on the processor: their names, or their results' where they have none.</summary>
    /// <param name="plan">A plan of this backend.</param>
    /// <exception cref="ArgumentException">The plan is another backend's.</exception>
    public static IReadOnlyList<string> NodesOnProcessor(IPlan plan) =>
        plan is DevicePlan device ? device.OnProcessor : throw new ArgumentException("the plan is another backend's", nameof(plan));

    /// <summary>Ends the threads of the processor's part, and gives the device back where it is the backend's own.</summary>
    public void Dispose()
    {
        _disposed = true;
        if (_processor.IsValueCreated)
        {
            _processor.Value.Dispose();
        }

        if (_ownsAccelerator)
        {
            Accelerator.Dispose();
        }
    }
}
