using IlgpuCam.Backends;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Profiling;

/// <summary>Measures the layers of a plan on the processor where they are: one run after the other, each with the caches as the layer before left them.</summary>
public static class LayerProfiler
{
    /// <summary>Measures the layers of a plan. Batches are run image by image in part, so a plan of one image is asked for.</summary>
    /// <param name="plan">A plan of a <see cref="CpuBackend"/>, for one image.</param>
    /// <param name="inputs">The inputs of a run.</param>
    /// <param name="runs">Runs that count, at least 1; as many again go before them.</param>
    /// <param name="cancellationToken">Looked at between runs.</param>
    /// <returns>The layers in the order in which they run.</returns>
    /// <exception cref="ArgumentException">The plan is another backend's, or one of a batch that is run image by image.</exception>
    public static IReadOnlyList<LayerMeasurement> Measure(IPlan plan, IReadOnlyList<Tensor> inputs, int runs = 100, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        var processor = plan as CpuPlan ?? throw new ArgumentException("a plan of the processor for one image was expected", nameof(plan));
        Tensor[] tensors = [.. inputs];
        PlanValue.Check(tensors, plan.Inputs, nameof(inputs));
        var origins = processor.Origins;
        var times = origins.Select(_ => new double[runs]).ToArray();
        var ticks = new TimeSpan[origins.Count];
        for (var run = -runs; run < runs; run++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            processor.RunTimed(tensors, ticks);
            for (var i = 0; run >= 0 && i < ticks.Length; i++)
            {
                times[i][run] = ticks[i].TotalMilliseconds;
            }
        }

        return [.. origins.Select((o, i) => new LayerMeasurement(o.Node, o.Operator, processor.Algorithm(o), o.Result, Median(times[i]), o.MultiplyAdds))];
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
