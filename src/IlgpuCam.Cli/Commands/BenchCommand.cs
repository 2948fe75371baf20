using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cli.Commands;

/// <summary><c>ilgpucam bench</c>: the time of a forward pass.</summary>
internal sealed class BenchCommand
{
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    private readonly ModelOptions _model = new();
    private readonly EngineOptions _engine = new();
    private readonly Option<int> _batch = new("--batch") { Description = "Images a run.", HelpName = "B", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> _json = new("--json") { Description = "The figures as one line of JSON; - for standard output.", HelpName = "FILE|-" };

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
        var command = new Command("bench", "Measures the time of forward passes: 1 s to warm up, then at least 3 s and 20 runs.")
        {
            options._model.Model, options._batch, options._json,
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
        using var backend = _engine.Open(parsed, threads);
        var description = _model.Load(parsed, path, CommandHost.Warn);
        var network = description.Network;
        var shapes = network.DefaultShapes();
        foreach (var input in network.Inputs.Where(i => i.IsImage))
        {
            var shape = shapes[input.Name].With(0, batch);
            shapes[input.Name] = description.Preprocessing is { } p ? shape.With(2, p.Height).With(3, p.Width) : shape;
        }

        using var plan = backend.Compile(network, shapes, network.Outputs);
        var random = new Random(1);
        Tensor[] inputs = [.. plan.Inputs.Select(i => Filled(i.Shape, random))];
        Tensor[] outputs = [.. plan.Outputs.Select(o => new Tensor(o.Shape))];
        Time(WarmUp, 1);
        var times = Time(Measured, 20);
        times.Sort();
        Report(parsed.GetValue(_json), new(Path.GetFileName(path), backend.Name, threads, batch, [.. times], plan.MultiplyAdds));
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

    private static Tensor Filled(Shape shape, Random random)
    {
        var tensor = new Tensor(shape);
        foreach (ref var value in tensor.Span)
        {
            value = (2 * random.NextSingle()) - 1;
        }

        return tensor;
    }

    private static void Report(string? target, Figures figures)
    {
        switch (target)
        {
            case null:
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{figures.Model} on {figures.Device}, {figures.Threads} threads, batch {figures.Batch}: median {figures.Median:0.000} ms, "
                    + $"least {figures.SortedMilliseconds[0]:0.000} ms, 95th percentile {figures.P95:0.000} ms of {figures.SortedMilliseconds.Length} runs; "
                    + $"{figures.ImagesPerSecond:0.0} images/s, {figures.Gflops:0.0} GFLOP/s"));
                break;
            case "-":
                using (var output = Console.OpenStandardOutput())
                {
                    Write(output, figures);
                }

                break;
            default:
                AtomicFile.Write(target, stream => Write(stream, figures));
                break;
        }
    }

    private static void Write(Stream stream, Figures figures)
    {
        using (var json = new Utf8JsonWriter(stream))
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
        }

        stream.WriteByte((byte)'\n');
    }
}
