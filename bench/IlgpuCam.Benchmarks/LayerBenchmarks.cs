using BenchmarkDotNet.Attributes;
using IlgpuCam.Backends;
using IlgpuCam.Cpu;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Benchmarks;

/// <summary>Each kernel of the processor's engine on layers of well-known networks, weights and maps as warm as one layer alone leaves them.</summary>
public class LayerBenchmarks
{
    private CpuBackend? _backend;
    private IPlan? _plan;
    private Tensor[] _inputs = [];
    private Tensor[] _outputs = [];

    /// <summary>The layers.</summary>
    public static IEnumerable<Layer> Layers =>
    [
        Convolution("first 7x7/2 3-64 224", 3, 64, 224, 7, 2),
        Convolution("direct 1x1 64-256 56", 64, 256, 56, 1),
        Convolution("direct 1x1 512-2048 7", 512, 2048, 7, 1),
        Convolution("direct 3x3/2 128-128 56", 128, 128, 56, 3, 2),
        Convolution("direct 5x5 16-32 28", 16, 32, 28, 5),
        Convolution("grouped 3x3 128-128 g32 56", 128, 128, 56, 3, 1, 32),
        Convolution("winograd 4x4 64-64 224", 64, 64, 224, 3),
        Convolution("winograd 4x4 256-256 56", 256, 256, 56, 3),
        Convolution("winograd 4x4 512-512 14", 512, 512, 14, 3),
        Convolution("winograd 2x2 512-512 7", 512, 512, 7, 3),
        Convolution("winograd 4x4 384-384 g2 13", 384, 384, 13, 3, 1, 2),
        Convolution("depthwise 3x3 144 56", 144, 144, 56, 3, 1, 144),
        Convolution("depthwise 3x3/2 144 56", 144, 144, 56, 3, 2, 144),
        Convolution("depthwise 5x5 240 28", 240, 240, 28, 5, 1, 240),
        new("max pooling 3x3/2 64 112", new MaxPool2d(new(new(3, 3), new(2, 2), Size2.One, new(1, 1, 1, 1))), [1, 64, 112, 112]),
        new("average pooling 3x3 192 28", new AveragePool2d(new(new(3, 3), Size2.One, Size2.One, new(1, 1, 1, 1))), [1, 192, 28, 28]),
        new("global average 2048 7", new GlobalPool(PoolingKind.Average), [1, 2048, 7, 7]),
        new("local response 96 27", new LocalResponseNormalization(5, 1e-4f, 0.75f, 1), [1, 96, 27, 27]),
        new("normalisation 256 56", new BatchNormalization(), [1, 256, 56, 56], [256], [256], [256], [256]),
        new("fully connected 2048-1000", new FullyConnected(), [1, 2048], [1000, 2048], [1000]),
        new("softmax 1000", new Softmax(), [1, 1000]),
        new("SiLU 240 28", new Activate(Activation.Silu), [1, 240, 28, 28]),
    ];

    /// <summary>The layer.</summary>
    [ParamsSource(nameof(Layers))]
    public Layer Layer { get; set; } = null!;

    /// <summary>Threads that share the work.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Compiles the layer.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var network = Layer.Network;
        _backend = new(Threads);
        _plan = _backend.Compile(network, network.DefaultShapes(), network.Outputs);
        _inputs = [.. _plan.Inputs.Select(i => new Tensor(i.Shape))];
        _outputs = [.. _plan.Outputs.Select(o => new Tensor(o.Shape))];
        var random = new Random(2);
        foreach (ref var value in _inputs[0].Span)
        {
            value = random.NextSingle() - 0.5f;
        }
    }

    /// <summary>Ends the threads.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        _plan?.Dispose();
        _backend?.Dispose();
    }

    /// <summary>One run, with the input read in and the result written out.</summary>
    [Benchmark]
    public void Run() => _plan!.Run(_inputs, _outputs);

    private static Layer Convolution(string name, int inputs, int outputs, int size, int kernel, int stride = 1, int groups = 1)
    {
        var pad = kernel / 2;
        return new(
            name, new Conv2d(new(stride, stride), new(pad, pad, pad, pad), Size2.One, groups, Activation.Relu),
            [1, inputs, size, size], [outputs, inputs / groups, kernel, kernel], [outputs]);
    }
}
