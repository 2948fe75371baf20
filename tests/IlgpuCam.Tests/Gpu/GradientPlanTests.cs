using IlgpuCam.Backends;
using IlgpuCam.Cpu;
using IlgpuCam.Gpu;
using IlgpuCam.Gradients;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;
using IlgpuCam.Tests.Cpu;

namespace IlgpuCam.Tests.Gpu;

/// <summary>Backward passes on every accelerator of the machine, none of it on the processor, against the processor's, whose gradients are held to central differences.</summary>
public sealed class GradientPlanTests
{
    [Theory]
    [AcceleratorData]
    [CudaData]
    public void Strided_convolutions_are_right(string device)
    {
        var test = new TestNetwork();
        var image = test.Input(2, 3, 31, 26);
        var halved = test.Convolution(image, 3, 18, new(3, 5), new(2, 2), new(1, 2, 0, 1), activation: Activation.Relu);
        var single = test.Convolution(halved, 18, 20, new(1, 1), new(2, 2), activation: Activation.Relu6);
        var grouped = test.Convolution(single, 20, 12, new(3, 2), new(3, 2), new(1, 1, 1, 1), new(2, 1), groups: 4);
        Check(device, test, grouped, image, halved, single);
    }

    [Theory]
    [AcceleratorData]
    [CudaData]
    public void More_phases_than_a_launch_takes_are_right(string device)
    {
        var test = new TestNetwork();
        var input = test.Input(3, 6, 19, 17);
        var patches = test.Convolution(input, 6, 9, new(4, 4), new(4, 4), new(0, 1, 0, 0));
        Check(device, test, test.Convolution(patches, 9, 4, new(3, 3), pads: new(1, 1, 1, 1)), input, patches);
    }

    [Theory]
    [AcceleratorData]
    [CudaData]
    public void Pooling_concatenations_and_heads_are_right(string device)
    {
        var test = new TestNetwork();
        var input = test.Input(2, 5, 14, 9);
        Window2d window = new(new(3, 2), new(2, 2), Size2.One, new(1, 0, 1, 1), Ceil: true);
        var wide = test.Convolution(input, 5, 7, new(3, 3), pads: new(1, 1, 1, 1), activation: Activation.Relu);
        var joined = test.Add(
            new Concat(1), test.Add(new MaxPool2d(window), wide), test.Add(new AveragePool2d(window), input), test.Add(new AveragePool2d(window, true), wide));
        var sum = test.Add(new Add(), test.Convolution(joined, 19, 19, new(3, 3), pads: new(1, 1, 1, 1)), joined);
        var logits = test.Add(new FullyConnected(), test.Add(new GlobalPool(PoolingKind.Average, false), sum), test.Constant(11, 19), test.Constant(11));
        Check(device, test, logits, input, wide, joined);
    }

    [Theory]
    [AcceleratorData]
    [CudaData]
    public void Global_maxima_of_normalised_maps_are_right(string device)
    {
        var test = new TestNetwork();
        var input = test.Input(2, 6, 7, 5);
        Check(device, test, test.Add(new GlobalPool(PoolingKind.Max), test.BatchNormalization(input, 6)), input);
    }

    private static void Check(string device, TestNetwork test, string target, params string[] values)
    {
        var network = test.Build(target);
        var inputs = test.RandomInputs();
        var shapes = inputs.ToDictionary(i => i.Key, i => i.Value.Shape);
        var graph = GradientNetwork.Create(network, shapes, new(target, [.. values]));

        // The first image has the seed of its best score; all others have seeds at random.
        var seed = test.Random(graph.Network.Inputs.Single(i => i.Name == graph.Seed).DefaultShape);
        seed.Span[..(seed.Data.Length / seed.Shape[0])].Clear();
        (inputs[graph.Seed], shapes[graph.Seed]) = (seed, seed.Shape);
        using var processor = new CpuBackend();
        using var accelerator = TestDevices.Create(device);
        using var backend = new AcceleratorBackend(accelerator, device);
        var (expected, actual, second) = (Run(processor), Run(backend), Run(backend));
        for (var i = 0; i < values.Length; i++)
        {
            Near.Equal(expected[i].Data, actual[i].Data, 1e-5, $"the gradient of '{values[i]}' on {device}");
            Assert.Equal(actual[i].Data, second[i].Data);
        }

        Tensor[] Run(IBackend where)
        {
            using var plan = where.Compile(graph.Network, shapes, [.. graph.Gradients]);
            Assert.Empty(where is AcceleratorBackend ? AcceleratorBackend.NodesOnProcessor(plan) : []);
            var results = plan.Outputs.Select(o => new Tensor(o.Shape)).ToArray();
            Array.ForEach(results, r => r.Span.Fill(float.NaN));
            plan.Run([.. plan.Inputs.Select(i => inputs[i.Name])], results);
            return results;
        }
    }
}
