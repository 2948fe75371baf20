using IlgpuCam.Gradients;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;
using IlgpuCam.Tests.Cpu;

namespace IlgpuCam.Tests.Gradients;

/// <summary>What goes back from one class or a few skips the weights of the others; from all it does not. Both are the same sum, and so are the means of each map's gradient where these alone are wanted.</summary>
public sealed class SparseGradientTests
{
    [Theory]
    [InlineData(1, 3, 7, 5, 5)]
    [InlineData(2, 40, 33, 13, 15)]
    [InlineData(3, 129, 20, 4, 9)]
    public void A_few_classes_and_all_of_them_go_back_through_a_convolution_or_a_layer(int batch, int channels, int classes, int height, int width)
    {
        foreach (var (isConvolution, pads) in new (bool, Padding2d)[] { (true, default), (true, new(1, 0, 1, 2)), (false, default) })
        {
            var test = new TestNetwork();
            var maps = test.Convolution(test.Input(batch, 2, height, width), 2, channels, new(1, 1));
            var scores = isConvolution
                ? test.Add(new GlobalPool(PoolingKind.Average), test.Convolution(maps, channels, classes, new(1, 1), pads: pads, activation: Activation.Relu))
                : test.Add(new FullyConnected(), test.Add(new GlobalPool(PoolingKind.Average, KeepDimensions: false), maps), test.Constant(classes, channels), test.Constant(classes));
            var network = test.Build(scores);
            var graph = GradientNetwork.Create(network, network.DefaultShapes(), new(scores, [maps]));
            var ofMeans = GradientNetwork.Create(network, network.DefaultShapes(), new(scores, [maps], OfMeans: true));
            var inputs = test.RandomInputs();
            foreach (var step in new[] { 1, 3, classes })
            {
                var seed = new Tensor(ShapeInference.Infer(network, network.DefaultShapes()).Values[scores].Shape);
                for (var i = 0; i < seed.Data.Length; i += step)
                {
                    seed.Data[i] = 0.5f + (i % 4);
                }

                var all = new Dictionary<string, Tensor>(inputs) { [graph.Seed] = seed };
                var expected = ReferenceExecutor.Run(graph.Network, all)[graph.Gradients[0]];
                foreach (var bits in TestNetwork.Widths)
                {
                    var actual = TestNetwork.Run(graph.Network, all, [graph.Gradients[0]], 2, bits);
                    Near.Equal(Array.ConvertAll(expected, v => (float)v), actual[0].Data, 1e-5, $"{bits} bits, every {step}");
                    var means = TestNetwork.Run(ofMeans.Network, all, [ofMeans.Gradients[0]], 2, bits)[0];
                    Assert.Equal([batch, channels, 1, 1], means.Shape);
                    Near.Equal([.. expected.Chunk(height * width).Select(m => (float)m.Average())], means.Data, 1e-5, $"means, {bits} bits, every {step}");
                }
            }
        }
    }
}
