using IlgpuCam.Backends;
using IlgpuCam.Compute;
using IlgpuCam.Compute.Launching;
using IlgpuCam.Kernels;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gpu.Profiling;

/// <summary>Measures kernels one by one, by the device's own clock, and how near they come to what the device can do. For one thread at a time, while nothing else runs on the device.</summary>
public sealed class KernelProfiler
{
    private const int RoundsOfPeak = 256;
    private const int GroupsAUnit = 16;
    private const long LargestCopy = 256L << 20;
    private const long LargestCopyOfProcessor = 64L << 20;

    private readonly AcceleratorBackend _backend;
    private readonly LaunchTimer _timer;

    /// <summary>Creates a profiler.</summary>
    /// <param name="backend">What runs on the device.</param>
    /// <param name="leastMilliseconds">How long each kernel is measured at least.</param>
    public KernelProfiler(AcceleratorBackend backend, double leastMilliseconds = 30)
    {
        ArgumentNullException.ThrowIfNull(backend);
        (_backend, _timer) = (backend, new(backend.Accelerator, leastMilliseconds));
    }

    private Accelerator Accelerator => _backend.Accelerator;

    /// <summary>Measures what the device can do at most, by a kernel that only multiplies and adds and one that only copies.</summary>
    public DevicePeak MeasurePeak()
    {
        var groups = Math.Max(Accelerator.Device.ComputeUnits, 1) * GroupsAUnit;
        using var sums = Accelerator.Allocate1D<float>((long)groups * PeakRates.GroupSize);
        var operations = 2.0 * PeakRates.Chains * RoundsOfPeak * sums.Length;
        var arithmetic = _timer.Time(stream => PeakRates.MultiplyAdd(stream, (groups, PeakRates.GroupSize), sums.View, RoundsOfPeak, 0.5f));

        var most = Accelerator.Device.IsGpu ? LargestCopy : LargestCopyOfProcessor;
        var perGroup = PeakRates.GroupSize * PeakRates.Moves;
        var copies = (int)Math.Max(1, Math.Min(most, Accelerator.Device.GlobalMemory / 16) / sizeof(float) / perGroup);
        using var source = Accelerator.Allocate1D<float>((long)copies * perGroup);
        using var target = Accelerator.Allocate1D<float>(source.Length);
        source.MemSetToZero();
        var memory = _timer.Time(stream => PeakRates.Copy(stream, (copies, PeakRates.GroupSize), source.View, target.View));
        return new(1e-6 * operations / arithmetic, 1e-6 * 2 * sizeof(float) * source.Length / memory);
    }

    /// <summary>Measures each launch of a plan, in order. What runs on the processor is not measured.</summary>
    /// <param name="plan">A plan of this profiler's backend.</param>
    /// <param name="cancellationToken">Looked at between launches.</param>
    /// <exception cref="ArgumentException">The plan is another backend's.</exception>
    public IReadOnlyList<KernelMeasurement> Measure(IPlan plan, CancellationToken cancellationToken = default)
    {
        var device = DevicePlan.Of(plan) ?? throw new ArgumentException("the plan is another backend's", nameof(plan));

        // Once as a whole, so that every launch finds numbers that networks have.
        var random = new Random(1);
        plan.Run([.. plan.Inputs.Select(i => Filled(i.Shape, random))], [.. plan.Outputs.Select(o => new Tensor(o.Shape))], cancellationToken);
        var results = new List<KernelMeasurement>();
        foreach (var part in device.DeviceParts)
        {
            foreach (var (step, origin) in part.Steps.Zip(part.Origins))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var launch = Observe(() => step(Accelerator.DefaultStream));
                results.Add(Measurement(origin.Node, origin.Result, launch, _timer.Time(stream => step(stream))));
            }
        }

        return results;
    }

    /// <summary>Measures the kernels on shapes that networks have, and those from photos to boxes.</summary>
    /// <param name="batch">Images, at least 1; photos are 64 at most.</param>
    /// <param name="cancellationToken">Looked at between launches.</param>
    public IReadOnlyList<KernelMeasurement> MeasureSuite(int batch = 1, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        var results = new List<KernelMeasurement>();
        foreach (var network in OperatorSuite.Networks(batch))
        {
            using var plan = _backend.Compile(network, network.DefaultShapes(), network.Outputs);
            results.AddRange(Measure(plan, cancellationToken));
        }

        using var photos = new PhotoSuite(Accelerator, batch);
        foreach (var (name, result, launch) in photos.Independent)
        {
            cancellationToken.ThrowIfCancellationRequested();
            results.Add(Measurement(name, result, Observe(() => launch(Accelerator.DefaultStream)), _timer.Time(launch)));
        }

        var observed = photos.Chain.Select(c => Observe(() => c.Launch(Accelerator.DefaultStream))).ToArray();
        var times = _timer.Time(photos.Reset, [.. photos.Chain.Select(c => c.Launch)]);
        results.AddRange(photos.Chain.Select((c, i) => Measurement(c.Name, c.Result, observed[i], times[i])));
        return results;
    }

    private static KernelMeasurement Measurement(string layer, Shape result, ObservedLaunch launch, double milliseconds) =>
        new(layer, launch.Kernel, result, launch.Config, milliseconds, KernelWork.Operations(launch), KernelWork.Bytes(launch));

    /// <summary>What a launch is, without running it.</summary>
    private ObservedLaunch Observe(Action launch)
    {
        ObservedLaunch? observed = null;
        using var graph = Accelerator.DefaultStream.Record(() => LaunchObserver.Observe(launch, (kernel, config, arguments) => observed = new(kernel, config, arguments)));
        return observed ?? throw new InvalidOperationException("a step without a launch");
    }

    private static Tensor Filled(Shape shape, Random random)
    {
        var tensor = new Tensor(shape);
        foreach (ref var value in tensor.Span)
        {
            value = (2 * random.NextSingle()) - 1;
        }

        return tensor;
    }
}
