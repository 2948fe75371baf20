using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Profiling;

/// <summary>The time of one layer of a plan on the processor, and its work.</summary>
/// <param name="Layer">The node: its name, or its result's where it has none. What was fused into its store belongs to it; convolutions that run as one step are the last one of them.</param>
/// <param name="Operator">The operator's kind, with "+max" behind it where its store takes the maxima of a pooling.</param>
/// <param name="Algorithm">Which of several algorithms computes it; empty where there is one only.</param>
/// <param name="Result">The shape of its result.</param>
/// <param name="Milliseconds">The median time, all of its steps together.</param>
/// <param name="MultiplyAdds">Multiply-adds of the direct algorithm, whatever algorithm ran.</param>
public sealed record LayerMeasurement(string Layer, string Operator, string Algorithm, Shape Result, double Milliseconds, long MultiplyAdds)
{
    /// <summary>Billions of operations a second, two a multiply-add of the direct algorithm: above the processor's peak where Winograd's algorithm leaves most of them out. 0 where the time is too short for the clock.</summary>
    public double Gflops => Milliseconds > 0 ? 2e-6 * MultiplyAdds / Milliseconds : 0;
}
