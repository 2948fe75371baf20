using System.Diagnostics;
using IlgpuCam.Compute;
using IlgpuCam.Gpu.Lowerings;
using IlgpuCam.Kernels;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gpu.Tuning;

/// <summary>Chooses the way of a convolution by running the promising ones on the device, once for each shape.</summary>
/// <param name="backend">The device.</param>
/// <param name="cache">What was measured before.</param>
internal sealed class ConvolutionTuner(AcceleratorBackend backend, TuningCache cache)
{
    private const int MostWays = 10;

    // What the model takes for so much slower than the best is not tried.
    private const double Hopeless = 3;

    private const int Rounds = 3;
    private const int MostRepeats = 20;
    private const double RoundMilliseconds = 1;

    /// <summary>The fastest way.</summary>
    /// <param name="operation">The convolution.</param>
    /// <param name="network">The network that it is in.</param>
    /// <param name="ranked">All ways, the one that the model prefers first.</param>
    /// <param name="geometry">Its sizes.</param>
    internal ConvolutionChoice Choose(
        DeviceOperation operation, InferredNetwork network, IReadOnlyList<(ConvolutionChoice Choice, double Cost)> ranked, in ConvolutionGeometry geometry)
    {
        var key = Key(geometry, operation.Activation);
        if (cache[key] is { } known && ranked.FirstOrDefault(w => w.Choice.ToString() == known).Choice is { } choice)
        {
            return choice;
        }

        try
        {
            var best = Measure(operation, network, ranked);
            cache[key] = best.ToString();
            return best;
        }
        catch (AcceleratorException e) when (e is not DeviceLostException)
        {
            // The device may lack the memory for one way more beside the plan.
            backend.Accelerator.Warn($"The convolution '{operation.Node.Name}' is computed in the way that should be fastest, since none could be measured: {e.Message}");
            return ranked[0].Choice;
        }
    }

    /// <summary>Keeps what was measured.</summary>
    internal void Save() => cache.Save();

    private static string Key(in ConvolutionGeometry geometry, Activation activation)
    {
        var window = geometry.Window;
        return FormattableString.Invariant(
            $"n{geometry.Batch} c{geometry.InputChannels} o{geometry.OutputChannels} g{geometry.Groups} i{window.Height}x{window.Width} k{window.Kernel.Height}x{window.Kernel.Width}")
            + FormattableString.Invariant($" s{window.Strides.Height}x{window.Strides.Width} d{window.Dilations.Height}x{window.Dilations.Width}")
            + FormattableString.Invariant($" p{window.Pads.Top},{window.Pads.Left},{window.Pads.Bottom},{window.Pads.Right} a{(activation.IsClamp ? 0 : 1)}");
    }

    private ConvolutionChoice Measure(DeviceOperation operation, InferredNetwork network, IReadOnlyList<(ConvolutionChoice Choice, double Cost)> ranked)
    {
        var part = NodeNetwork.Of(operation.Node, network);
        var inferred = ShapeInference.Infer(part, part.DefaultShapes());
        var (best, bestTime) = (ranked[0].Choice, double.PositiveInfinity);
        foreach (var (choice, _) in ranked.TakeWhile((w, i) => i < MostWays && w.Cost <= Hopeless * ranked[0].Cost))
        {
            var time = Time(inferred, choice);
            if (time < bestTime)
            {
                (best, bestTime) = (choice, time);
            }
        }

        return best;
    }

    private double Time(InferredNetwork network, ConvolutionChoice choice)
    {
        using var builder = new DevicePlanBuilder(network, backend) { Forced = choice };
        var plan = builder.Build();
        try
        {
            var stream = backend.Accelerator.DefaultStream;
            plan.Inputs[0].View.MemSet(stream, 0);
            using var graph = stream.Record(() => plan.Parts.OfType<DevicePart>().SelectMany(p => p.Steps).ToList().ForEach(step => step(stream)));
            graph.Launch(stream);
            stream.Synchronize();
            var watch = Stopwatch.StartNew();
            graph.Launch(stream);
            stream.Synchronize();
            var repeats = (int)Math.Clamp(RoundMilliseconds / Math.Max(watch.Elapsed.TotalMilliseconds, 1e-3), 1, MostRepeats);
            var least = double.PositiveInfinity;
            for (var round = 0; round < Rounds; round++)
            {
                using var start = stream.RecordEvent();
                for (var i = 0; i < repeats; i++)
                {
                    graph.Launch(stream);
                }

                using var end = stream.RecordEvent();
                least = Math.Min(least, end.MillisecondsSince(start) / repeats);
            }

            return least;
        }
        finally
        {
            foreach (var owned in plan.Parts.OfType<IDisposable>().Concat(plan.Owned))
            {
                owned.Dispose();
            }
        }
    }
}
