using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using IlgpuCam.Backends;
using IlgpuCam.Cli.Benchmarking;
using IlgpuCam.Cpu;
using IlgpuCam.Cpu.Profiling;
using IlgpuCam.Gpu;
using IlgpuCam.Gpu.Profiling;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cli.Commands;

/// <summary><c>ilgpucam bench</c>: the time of a forward pass, or of each kernel.</summary>
internal sealed class BenchCommand
{
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    private readonly ModelOptions _model = new();
    private readonly EngineOptions _engine = new();
    private readonly Option<int> _batch = new("--batch") { Description = "Images a run.", HelpName = "B", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> _json = new("--json")
    {
        Description = "The figures as one line of JSON, with --kernels as one line a launch; - for standard output.",
        HelpName = "FILE|-",
    };

    private readonly Option<bool> _kernels = new("--kernels")
    {
        Description = "Measures an accelerator's kernels one by one, by its own clock: those of the model that --model names, or else of shapes that classifiers have. "
            + "The share of peak is that of a kernel that only multiplies and adds, or of one that only copies.",
    };

    private readonly Option<bool> _layers = new("--layers")
    {
        Description = "Measures the layers of the model on the processor one by one, with the share of what its multiply-add units can do; above 100 % where an algorithm saves operations.",
    };

    private readonly Option<string?> _photos = new("--photos")
    {
        Description = "Measures the way from a folder's photos to their boxes on the processor: decoding, resampling, forward pass and localisation on one thread, and the whole on all threads.",
        HelpName = "FOLDER",
    };

    private sealed record Figures(string Model, string Device, int Threads, int Batch, double[] SortedMilliseconds, long MultiplyAdds)
    {
        internal double Median => (SortedMilliseconds[(SortedMilliseconds.Length - 1) / 2] + SortedMilliseconds[SortedMilliseconds.Length / 2]) / 2;

        internal double P95 => SortedMilliseconds[(int)Math.Ceiling(0.95 * SortedMilliseconds.Length) - 1];

        internal double ImagesPerSecond => 1000 * Batch / Median;

        internal double Gflops => 2e-6 * MultiplyAdds / Median;
    }

    internal static Command Create()
    {
        var options = new BenchCommand();
        var command = new Command("bench", "Measures the time of forward passes (1 s to warm up, then at least 3 s and 20 runs), or of each kernel.")
        {
            options._model.Model, options._batch, options._json, options._kernels, options._layers, options._photos,
        };
        options._model.AddTo(command);
        options._engine.AddTo(command);
        command.SetWork(options.Run);
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var batch = parsed.GetValue(_batch);
        if (batch is < 1 or > 4096)
        {
            throw new UsageException($"--batch: a number from 1 to 4096 was expected, found {batch}.");
        }

        var path = _model.Path(parsed);
        var threads = _engine.Threads(parsed);
        if (parsed.GetValue(_photos) is { } folder)
        {
            return RunPhotos(parsed, folder, path, threads, cancellation);
        }

        using var backend = _engine.Open(parsed, threads);
        if (parsed.GetValue(_kernels))
        {
            return RunKernels(parsed, backend, batch, cancellation);
        }

        if (parsed.GetValue(_layers) && (backend is not CpuBackend || batch > 1))
        {
            throw new UsageException("--layers: layers are measured on --device cpu and with one image; --kernels measures those of an accelerator.");
        }

        using var plan = Compile(parsed, backend, path, batch);
        var random = new Random(1);
        Tensor[] inputs = [.. plan.Inputs.Select(i => Filled(i.Shape, random))];
        if (parsed.GetValue(_layers))
        {
            var report = new LayerReport(Path.GetFileName(path), threads, threads * ProcessorPeak.Gflops, LayerProfiler.Measure(plan, inputs, cancellationToken: cancellation));
            Report(parsed.GetValue(_json), report.Lines(), report.WriteJson);
            return ExitCode.Success;
        }

        Tensor[] outputs = [.. plan.Outputs.Select(o => new Tensor(o.Shape))];
        Time(WarmUp, 1);
        var times = Time(Measured, 20);
        times.Sort();
        Figures figures = new(Path.GetFileName(path), backend.Name, threads, batch, [.. times], plan.MultiplyAdds);
        Report(parsed.GetValue(_json), [Line(figures)], stream => Write(stream, figures));
        return ExitCode.Success;

        List<double> Time(TimeSpan least, int runs)
        {
            var times = new List<double>();
            for (var whole = Stopwatch.StartNew(); whole.Elapsed < least || times.Count < runs;)
            {
                var start = Stopwatch.GetTimestamp();
                plan.Run(inputs, outputs, cancellation);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return times;
        }
    }

    private int RunKernels(ParseResult parsed, IBackend backend, int batch, CancellationToken cancellation)
    {
        var accelerator = AcceleratorBackend.Of(backend)
            ?? throw new UsageException($"--kernels: the device {backend.Name} has no kernels of its own; name an accelerator with --device (the command devices lists them).");
        var profiler = new KernelProfiler(accelerator);
        var path = parsed.GetValue(_model.Model);
        using var plan = path is null ? null : Compile(parsed, backend, path, batch);
        var peak = profiler.MeasurePeak();
        var report = new KernelReport(
            path is null ? null : Path.GetFileName(path),
            backend.Name,
            batch,
            peak,
            plan is null ? profiler.MeasureSuite(batch, cancellation) : profiler.Measure(plan, cancellation),
            plan is null ? [] : AcceleratorBackend.NodesOnProcessor(plan));
        Report(parsed.GetValue(_json), report.Lines(), report.WriteJson);
        return ExitCode.Success;
    }

    private int RunPhotos(ParseResult parsed, string folder, string path, int threads, CancellationToken cancellation)
    {
        using var backend = _engine.Open(parsed, 1);
        if (backend is not CpuBackend)
        {
            throw new UsageException("--photos: photos are measured on --device cpu.");
        }

        using var model = _model.Open(parsed, path, backend);
        if (model.Head.Cam is null)
        {
            throw new UsageException($"--photos: boxes take a class activation map, and {Path.GetFileName(path)} has none: {model.Head.WhyNoCam}.");
        }

        var all = InputFiles.Expand([folder]);
        InputFile[] photos = [.. all.Where(p => PhotoWork.Load(p).Error is null)];
        if (photos.Length == 0)
        {
            throw new FailureException($"{folder}: none of the {all.Count} files can be decoded.");
        }

        var report = new PhotoReport(Path.GetFileName(path), threads, photos.Length, new PhotoBenchmark(model, photos, threads).Measure(cancellation));
        Report(parsed.GetValue(_json), report.Lines(), report.WriteJson);
        return ExitCode.Success;
    }

    private static void Report(string? target, IEnumerable<string> lines, Action<Stream> writeJson)
    {
        if (target is not null)
        {
            OutputTarget.Write(target, writeJson);
            return;
        }

        foreach (var line in lines)
        {
            Console.Out.WriteLine(line);
        }
    }

    private IPlan Compile(ParseResult parsed, IBackend backend, string path, int batch)
    {
        var description = _model.Load(parsed, path, CommandHost.Warn);
        var network = description.Network;
        var shapes = network.DefaultShapes();
        foreach (var input in network.Inputs.Where(i => i.IsImage))
        {
            var shape = shapes[input.Name].With(0, batch);
            shapes[input.Name] = description.Preprocessing is { } p ? shape.With(2, p.Height).With(3, p.Width) : shape;
        }

        return backend.Compile(network, shapes, network.Outputs);
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

    private static string Line(Figures figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"{figures.Model} on {figures.Device}, {figures.Threads} threads, batch {figures.Batch}: median {figures.Median:0.000} ms, "
        + $"least {figures.SortedMilliseconds[0]:0.000} ms, 95th percentile {figures.P95:0.000} ms of {figures.SortedMilliseconds.Length} runs; "
        + $"{figures.ImagesPerSecond:0.0} images/s, {figures.Gflops:0.0} GFLOP/s");

    private static void Write(Stream stream, Figures figures) => JsonLines.Write(stream, json =>
    {
        json.WriteStartObject();
        json.WriteString("model", figures.Model);
        json.WriteString("device", figures.Device);
        json.WriteNumber("threads", figures.Threads);
        json.WriteNumber("batch", figures.Batch);
        json.WriteNumber("median_ms", figures.Median);
        json.WriteNumber("min_ms", figures.SortedMilliseconds[0]);
        json.WriteNumber("p95_ms", figures.P95);
        json.WriteNumber("runs", figures.SortedMilliseconds.Length);
        json.WriteNumber("images_per_s", figures.ImagesPerSecond);
        json.WriteNumber("gflops", figures.Gflops);
        json.WriteEndObject();
    });
}
