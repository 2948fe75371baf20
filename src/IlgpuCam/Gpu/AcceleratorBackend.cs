using IlgpuCam.Backends;
using IlgpuCam.Compute;
using IlgpuCam.Cpu;
using IlgpuCam.Gpu.Tuning;
using IlgpuCam.Models;
using IlgpuCam.Models.Passes;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gpu;

/// <summary>Runs networks on an accelerator. Nodes without a kernel run on the processor in the middle of the plan.</summary>
public sealed class AcceleratorBackend : IBackend
{
    private readonly Lazy<CpuBackend> _processor = new(() => new());
    private readonly Lazy<ConvolutionTuner> _tuner;
    private readonly bool _ownsAccelerator;
    private bool _disposed;

    /// <summary>Creates a backend.</summary>
    /// <param name="accelerator">The device.</param>
    /// <param name="name">The device as the command line names it, such as <c>opencl:0</c>.</param>
    /// <param name="ownsAccelerator">Whether the device is given back with the backend.</param>
    /// <param name="precision">How convolutions round their factors.</param>
    /// <exception cref="NetworkException">The device has no tensor cores for that precision.</exception>
    public AcceleratorBackend(Accelerator accelerator, string name, bool ownsAccelerator = false, MatrixPrecision precision = MatrixPrecision.Float32)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        ArgumentNullException.ThrowIfNull(name);
        if (!Supports(accelerator.Device, precision))
        {
            throw new NetworkException($"device {name} has no tensor cores, which {precision} needs");
        }

        (Accelerator, Name, _ownsAccelerator, Precision) = (accelerator, name, ownsAccelerator, precision);
        _tuner = new(() => new(this, new(CacheFolder.Find("tuning"), accelerator.Device, accelerator.Warn)));
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The device.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>
    /// Whether the ways to compute a convolution are tried on the device, once for each shape, when a plan is compiled; else a model of the device chooses. What was measured is kept in the
    /// user's cache folder (the environment variable <c>ILGPUCAM_OPENCL_CACHE</c> names another, or <c>off</c>). Results differ by rounding only; those of one plan are always the same.
    /// </summary>
    /// <remarks>On the emulator the model chooses in any case.</remarks>
    public bool MeasuresConvolutions { get; init; }

    /// <summary>What measures convolutions, or null where the model chooses.</summary>
    internal ConvolutionTuner? Tuner => MeasuresConvolutions && Accelerator.Device.Kind != DeviceKind.Emulator ? _tuner.Value : null;

    /// <summary>Held by whoever puts something into the device's default stream, which is for one thread at a time.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Pixels of photos, counted once a map, that boxes are found in at once; the maps of a photo with more of them are left to the processor.</summary>
    internal int MostMapPixels { get; init; } = 1 << 26;

    /// <summary>How convolutions round their factors, where the kernel for tensor cores applies.</summary>
    public MatrixPrecision Precision { get; }

    /// <summary>What runs the nodes that have no kernel; its threads start with the first of them.</summary>
    internal IBackend Processor => _processor.Value;

    /// <inheritdoc/>
    public IPlan Compile(Network network, IReadOnlyDictionary<string, Shape> inputs, IReadOnlyList<string> outputs)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        CompileRequest.Require(network, inputs, outputs);
        var inferred = ShapeInference.Infer(FuseActivations.Apply(network.WithOutputs(outputs)), inputs);
        lock (Gate)
        {
            using var builder = new DevicePlanBuilder(inferred, this);
            var parts = builder.Build();
            Tuner?.Save();
            return new DevicePlan(this, inferred, parts);
        }
    }

    /// <summary>Whether a device multiplies in a precision. The emulator does everything.</summary>
    /// <param name="device">The device.</param>
    /// <param name="precision">The precision.</param>
    public static bool Supports(Device device, MatrixPrecision precision)
    {
        ArgumentNullException.ThrowIfNull(device);
        return precision == MatrixPrecision.Float32 || device.Kind == DeviceKind.Emulator || (device.Kind == DeviceKind.Cuda && device.HasTensorCores);
    }

    /// <summary>The nodes of a network that have no kernel for these shapes and run on the processor: their names, or their results' where they have none.</summary>
    /// <param name="plan">A plan of this backend.</param>
    /// <exception cref="ArgumentException">The plan is another backend's.</exception>
    public static IReadOnlyList<string> NodesOnProcessor(IPlan plan) =>
        DevicePlan.Of(plan) is { } device ? device.OnProcessor : throw new ArgumentException("the plan is another backend's", nameof(plan));

    /// <summary>The accelerator that a backend runs networks on, itself or behind a <see cref="FallbackBackend"/>; null where there is none, or it was lost.</summary>
    /// <param name="backend">Any backend.</param>
    public static AcceleratorBackend? Of(IBackend backend) => (backend is FallbackBackend fallback ? fallback.Current : backend) as AcceleratorBackend;

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
