using System.Collections.Immutable;
using IlgpuCam.Tensors;

namespace IlgpuCam.Backends;

/// <summary>A network compiled for inputs of one shape. Thread-safe: several threads may run it at once, with the same results as one after the other.</summary>
public interface IPlan : IDisposable
{
    /// <summary>Names and shapes of the inputs, in the order of <see cref="Run"/>.</summary>
    ImmutableArray<PlanValue> Inputs { get; }

    /// <summary>Names and shapes of the outputs, in the order of <see cref="Run"/>.</summary>
    ImmutableArray<PlanValue> Outputs { get; }

    /// <summary>Multiply-adds of one run, counted for the direct algorithm.</summary>
    long MultiplyAdds { get; }

    /// <summary>Runs the network once. Allocates nothing once as many runs as overlap have been made before.</summary>
    /// <param name="inputs">A tensor for each of <see cref="Inputs"/>, of its shape.</param>
    /// <param name="outputs">A tensor for each of <see cref="Outputs"/>, of its shape; overwritten.</param>
    /// <param name="cancellationToken">Looked at between nodes.</param>
    /// <exception cref="ArgumentException">Number or shape of the tensors differ.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the outputs are undefined.</exception>
    void Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs, CancellationToken cancellationToken = default);
}
