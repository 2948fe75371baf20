using System.Runtime.Intrinsics;
using IlgpuCam.Backends;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Cpu.Threading;
using IlgpuCam.Models;
using IlgpuCam.Models.Passes;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu;

/// <summary>Runs networks on the processor, with the widest vectors it has and a pool of threads that all plans of this backend share.</summary>
public sealed class CpuBackend : IBackend
{
    private readonly LoweringTable _table;
    private readonly PackedWeights _packed = new();

    /// <summary>Creates a backend with a thread for each processor.</summary>
    public CpuBackend()
        : this(Environment.ProcessorCount)
    {
    }

    /// <summary>Creates a backend.</summary>
    /// <param name="threads">Threads that work on one run, the caller's included; at least 1. One fewer is started.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1, or more than 1024.</exception>
    public CpuBackend(int threads)
        : this(threads, WidestVector)
    {
    }

    /// <summary>Creates a backend that uses vectors of a given width.</summary>
    /// <param name="threads">Threads that work on one run.</param>
    /// <param name="vectorBits">128, 256 or 512; a width that the processor lacks works, slowly.</param>
    internal CpuBackend(int threads, int vectorBits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, 1024);
        _table = vectorBits switch
        {
            512 => new VectorLowerings<Vector512<float>, Simd512>(),
            256 => new VectorLowerings<Vector256<float>, Simd256>(),
            128 => new VectorLowerings<Vector128<float>, Simd128>(),
            _ => throw new ArgumentOutOfRangeException(nameof(vectorBits), vectorBits, "128, 256 or 512 bits"),
        };
        Pool = new(threads);
    }

    /// <inheritdoc/>
    public string Name => "cpu";

    /// <summary>Threads that work on one run, the caller's included.</summary>
    public int Threads => Pool.Threads;

    /// <summary>The widest vectors that this processor computes with.</summary>
    internal static int WidestVector => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    internal WorkerPool Pool { get; }

    /// <summary>Whether a batch may be run image by image; tests look at both.</summary>
    internal bool SplitsBatches { get; init; } = true;

    /// <summary>Whether inverted residuals are computed as one; null for where it is worth it. Tests look at both.</summary>
    internal bool? FusesResiduals { get; init; }

    /// <inheritdoc/>
    public IPlan Compile(Network network, IReadOnlyDictionary<string, Shape> inputs, IReadOnlyList<string> outputs)
    {
        ObjectDisposedException.ThrowIf(Pool.IsStopped, this);
        CompileRequest.Require(network, inputs, outputs);
        var fused = FuseActivations.Apply(network.WithOutputs(outputs));
        var inferred = ShapeInference.Infer(fused, inputs);
        var shuffled = FindChannelShuffles.Apply(inferred);
        inferred = ReferenceEquals(shuffled, fused) ? inferred : ShapeInference.Infer(shuffled, inputs);
        var gated = GateSpreads.Apply(inferred);
        inferred = ReferenceEquals(gated, inferred.Network) ? inferred : ShapeInference.Infer(gated, inputs);
        if (!SplitsBatches || Imagewise(inferred) is not { } part)
        {
            return Compile(inferred);
        }

        var single = Compile(ShapeInference.Infer(part.Network, Single(inferred)));
        var rest = part.Rest is null ? null : Compile(ShapeInference.Infer(part.Rest, inputs));
        return new BatchPlan(
            CpuPlan.Values(inferred, inferred.Network.Inputs.Select(i => i.Name)), CpuPlan.Values(inferred, outputs), CpuPlan.Count(inferred), single, rest);
    }

    /// <summary>What of a network is run image by image; null without a batch, and where the graph allows one size of batch only.</summary>
    private static ImagewisePart? Imagewise(InferredNetwork network)
    {
        var shapes = network.Network.Inputs.Select(i => network.Values[i.Name].Shape).ToArray();
        if (!shapes.All(s => s.Rank > 0 && s[0] > 1 && s[0] == shapes[0][0]))
        {
            return null;
        }

        try
        {
            return ImagewisePart.Find(network, ShapeInference.Infer(network.Network, Single(network)));
        }
        catch (NetworkException)
        {
            return null;
        }
    }

    private static Dictionary<string, Shape> Single(InferredNetwork network) => network.Network.Inputs.ToDictionary(
        i => i.Name, i => Shape.Create([1, .. network.Values[i.Name].Shape.Dimensions[1..]]));

    private CpuPlan Compile(InferredNetwork network) => new(this, network, new PlanBuilder(network, _table, Threads, _packed) { FusesResiduals = FusesResiduals }.Build());

    /// <summary>Ends the threads. Plans of this backend cannot be run any more.</summary>
    public void Dispose() => Pool.Dispose();
}
