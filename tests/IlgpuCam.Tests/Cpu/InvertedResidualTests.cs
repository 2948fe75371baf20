using IlgpuCam.Cpu;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Tests.Cpu;

/// <summary>A wide, a depthwise and a 1x1 convolution computed as one step give the numbers of the three steps to the last bit.</summary>
public sealed class InvertedResidualTests
{
    [Theory]
    [InlineData(1, 16, 96, 24, 15, 11, 3, 1, true)]
    [InlineData(2, 16, 96, 16, 14, 14, 3, 1, false)]
    [InlineData(1, 5, 33, 7, 9, 17, 5, 1, true)]
    [InlineData(2, 24, 40, 24, 12, 13, 3, 2, true)]
    [InlineData(1, 8, 19, 3, 21, 5, 5, 2, false)]
    [InlineData(2, 3, 17, 1, 1, 1, 3, 1, true)]
    [InlineData(1, 16, 16, 16, 7, 1, 3, 2, true)]
    [InlineData(1, 4, 20, 5, 11, 10, 7, 3, true)]
    [InlineData(1, 4, 20, 5, 11, 10, 1, 2, true)]
    [InlineData(3, 1, 6, 2, 30, 31, 3, 1, true)]
    public void Blocks_are_right_in_one_step(int batch, int inputs, int wide, int outputs, int height, int width, int kernel, int stride, bool expands)
    {
        var test = new TestNetwork();
        var maps = test.Input(batch, expands ? inputs : wide, height, width);
        var expanded = expands ? test.Convolution(maps, inputs, wide, Size2.One, activation: Activation.Relu6) : maps;
        var middle = test.Convolution(
            expanded, wide, wide, new(kernel, kernel), new(stride, stride), new(kernel / 2, kernel / 2, kernel / 2, kernel / 2), groups: wide, activation: Activation.Relu6);
        Check(test, test.Convolution(middle, wide, outputs, Size2.One), fused: 1);
    }

    [Theory]
    [InlineData(0, 0, 1, 1)]
    [InlineData(2, 1, 0, 0)]
    [InlineData(3, 0, 4, 2)]
    [InlineData(0, 2, 0, 3)]
    public void Padding_may_differ_from_side_to_side(int top, int left, int bottom, int right)
    {
        var test = new TestNetwork();
        var expanded = test.Convolution(test.Input(2, 6, 10, 9), 6, 18, Size2.One, activation: Activation.Relu, bias: false);
        var middle = test.Convolution(expanded, 18, 18, new(3, 3), new(2, 1), new(top, left, bottom, right), groups: 18, bias: false);
        Check(test, test.Convolution(middle, 18, 20, Size2.One, bias: false), fused: 1);
    }

    [Fact]
    public void The_first_convolution_may_be_one_of_windows_on_the_picture_and_the_last_one_may_add_and_curve()
    {
        var test = new TestNetwork();
        var stem = test.Convolution(test.Input(2, 3, 23, 19), 3, 17, new(3, 3), new(2, 2), new(1, 1, 1, 1), activation: Activation.Relu6);
        var middle = test.Convolution(stem, 17, 17, new(3, 3), pads: new(1, 1, 1, 1), groups: 17, activation: Activation.Relu);
        var start = test.Convolution(middle, 17, 12, Size2.One);
        var expanded = test.Convolution(start, 12, 40, Size2.One, activation: Activation.Relu6);
        var second = test.Convolution(expanded, 40, 40, new(5, 5), pads: new(2, 2, 2, 2), groups: 40, activation: Activation.Relu6);
        var sum = test.Add(new Add(Activation.Sigmoid), test.Convolution(second, 40, 12, Size2.One), start);
        Check(test, test.Convolution(sum, 12, 5, new(3, 3)), fused: 2);
    }

    [Fact]
    public void What_is_asked_for_read_twice_or_curved_in_between_is_not_swallowed()
    {
        var test = new TestNetwork();
        var expanded = test.Convolution(test.Input(1, 6, 10, 9), 6, 18, Size2.One, activation: Activation.Relu);
        var middle = test.Convolution(expanded, 18, 18, new(3, 3), pads: new(1, 1, 1, 1), groups: 18, activation: Activation.Relu);
        var end = test.Convolution(middle, 18, 20, Size2.One);
        Check(test, [end, expanded], fused: 1);
        Check(test, [end, middle], fused: 0);
        var both = test.Add(new Concat(1), end, middle);
        Check(test, both, fused: 0);
        var curved = test.Convolution(expanded, 18, 18, new(3, 3), groups: 18, activation: Activation.Sigmoid);
        Check(test, test.Convolution(curved, 18, 4, Size2.One), fused: 0);
        var spread = test.Convolution(expanded, 18, 18, new(3, 3), dilations: new(2, 2), groups: 18, activation: Activation.Relu);
        Check(test, test.Convolution(spread, 18, 4, Size2.One), fused: 0);
    }

    [Fact]
    public void Large_maps_are_fused_and_small_ones_are_not()
    {
        foreach (var (size, fused) in new[] { (48, 1), (14, 0) })
        {
            var test = new TestNetwork();
            var expanded = test.Convolution(test.Input(1, 16, size, size), 16, 96, Size2.One, activation: Activation.Relu6);
            var middle = test.Convolution(expanded, 96, 96, new(3, 3), pads: new(1, 1, 1, 1), groups: 96, activation: Activation.Relu6);
            var network = test.Build(test.Convolution(middle, 96, 16, Size2.One));
            using var backend = new CpuBackend(2);
            using var plan = (CpuPlan)backend.Compile(network, network.DefaultShapes(), network.Outputs);
            Assert.Equal(fused, plan.Origins.Count(o => plan.Algorithm(o) == "fused"));
            Assert.Equal(plan.MultiplyAdds, plan.Origins.Sum(o => o.MultiplyAdds));
        }
    }

    private static void Check(TestNetwork test, string output, int fused) => Check(test, [output], fused);

    private static void Check(TestNetwork test, string[] outputs, int fused)
    {
        var network = test.Build(outputs);
        var inputs = test.RandomInputs();
        var expected = ReferenceExecutor.Run(network, inputs);
        foreach (var width in TestNetwork.Widths)
        {
            using (var backend = new CpuBackend(2, width) { SplitsBatches = false, FusesResiduals = true })
            using (var plan = (CpuPlan)backend.Compile(network, inputs.ToDictionary(i => i.Key, i => i.Value.Shape), outputs))
            {
                Assert.Equal(fused, plan.Origins.Count(o => plan.Algorithm(o) == "fused"));
            }

            var apart = TestNetwork.Run(network, inputs, outputs, 2, width, splitsBatches: false, fusesResiduals: false);
            foreach (var threads in new[] { 1, 2, 3 })
            {
                var whole = TestNetwork.Run(network, inputs, outputs, threads, width, splitsBatches: false, fusesResiduals: true);
                for (var i = 0; i < outputs.Length; i++)
                {
                    Near.Equal(Array.ConvertAll(expected[outputs[i]], v => (float)v), whole[i].Data, 1e-5, $"'{outputs[i]}' at {width} bits");
                    Assert.Equal(apart[i].Data, whole[i].Data);
                }
            }
        }
    }
}
