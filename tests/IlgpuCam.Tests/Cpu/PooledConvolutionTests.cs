using IlgpuCam.Cpu;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Tests.Cpu;

/// <summary>Maxima that a convolution's store takes are those of a pooling behind it, to the last bit.</summary>
public sealed class PooledConvolutionTests
{
    private static readonly MaxPool2d Pairs = new(new(new(2, 2), new(2, 2), Size2.One, default));

    [Theory]
    [InlineData(1, 64, 48, 8, 6, 3, true)]
    [InlineData(2, 40, 40, 12, 14, 3, true)]
    [InlineData(1, 33, 70, 26, 18, 3, true)]
    [InlineData(3, 64, 64, 4, 4, 3, true)]
    [InlineData(1, 64, 64, 13, 16, 3, false)]
    [InlineData(1, 64, 64, 16, 15, 3, false)]
    [InlineData(1, 3, 8, 16, 16, 3, false)]
    [InlineData(1, 33, 70, 26, 18, 5, true)]
    [InlineData(2, 64, 64, 6, 4, 5, true)]
    public void Maxima_are_taken_in_the_store(int batch, int inputs, int outputs, int height, int width, int window, bool fused)
    {
        foreach (var activation in new[] { default, Activation.Relu, Activation.Sigmoid })
        {
            var test = new TestNetwork();
            var maps = test.Convolution(test.Input(batch, inputs, height, width), inputs, outputs, new(window, window), pads: new(window / 2, window / 2, window / 2, window / 2), activation: activation);
            var pooled = test.Add(Pairs, maps);
            var end = test.Convolution(pooled, outputs, 5, new(3, 3), pads: new(1, 1, 1, 1));
            test.Check(end, pooled);
            var values = test.RandomInputs();
            var network = test.Build(pooled, maps);
            foreach (var bits in TestNetwork.Widths)
            {
                Assert.Equal(
                    TestNetwork.Run(network, values, [pooled, maps], 2, bits, splitsBatches: false)[0].Data, TestNetwork.Run(network, values, [pooled], 2, bits, splitsBatches: false)[0].Data);
                using var backend = new CpuBackend(2, bits) { SplitsBatches = false };
                using var plan = (CpuPlan)backend.Compile(network, network.DefaultShapes(), [pooled]);
                Assert.Equal(fused && activation.IsClamp ? 1 : 2, plan.Origins.Count);
            }
        }
    }

    [Fact]
    public void Maps_that_are_read_twice_stay_whole()
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(1, 64, 16, 16), 64, 64, new(3, 3), pads: new(1, 1, 1, 1), activation: Activation.Relu);
        var pooled = test.Add(Pairs, maps);
        var all = test.Add(Pairs, test.Convolution(maps, 64, 64, new(3, 3), pads: new(1, 1, 1, 1)));
        test.Check(test.Add(new Add(), pooled, all));
        test.Check(test.Add(new Add(), pooled, all), maps);
    }
}
