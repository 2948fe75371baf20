using IlgpuCam.Compute;
using IlgpuCam.Gpu.Lowerings;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Models.Passes;
using IlgpuCam.Tests.Cpu;

namespace IlgpuCam.Tests.Gpu;

/// <summary>Every way to compute a convolution on a device gives its result, and the same one each time.</summary>
public sealed class ConvolutionChoiceTests
{
    [Theory]
    [AcceleratorData]
    [CudaData]
    public void Every_tile_and_split_of_windows_is_right(string device) => CheckWays(device, test =>
    {
        var input = test.Input(2, 19, 7, 5);
        return test.Convolution(input, 19, 33, new(3, 3), new(2, 1), new(1, 1, 0, 1), activation: Activation.Relu);
    });

    [Theory]
    [AcceleratorData]
    [CudaData]
    public void Every_tile_and_split_of_pixels_with_a_summand_and_any_activation_is_right(string device) => CheckWays(device, test =>
    {
        var input = test.Input(1, 130, 3, 3);
        var convolved = test.Convolution(input, 130, 130, new(1, 1));
        return test.Add(new Add(Activation.Silu), convolved, input);
    });

    [Theory]
    [AcceleratorData]
    [CudaData]
    public void Every_tile_and_split_of_groups_is_right(string device) => CheckWays(device, test =>
        test.Convolution(test.Input(3, 48, 4, 3), 48, 34, new(2, 3), groups: 2, pads: new(0, 1, 0, 1), activation: Activation.HardSwish));

    [Theory]
    [AcceleratorData]
    [CudaData]
    public void Every_tile_and_split_of_Winograds_product_is_right(string device) => CheckWays(
        device,
        test =>
        {
            var convolved = test.Convolution(test.Input(2, 130, 5, 3), 130, 34, new(3, 3), pads: new(1, 1, 1, 1));
            return test.Add(new Add(Activation.Relu), convolved, test.Input(2, 34, 5, 3));
        },
        isWinograd: true);

    [Theory]
    [AcceleratorData]
    [CudaData]
    public void Convolutions_of_single_pixels_are_right(string device)
    {
        foreach (var batch in new[] { 1, 5 })
        {
            var test = new TestNetwork();
            var squeezed = test.Convolution(test.Input(batch, 1200, 1, 1), 1200, 3, new(1, 1), activation: Activation.Silu);
            var output = test.Convolution(squeezed, 3, 7, new(1, 1), activation: Activation.Sigmoid);
            PlanRun.Check(device, test, [output]);
        }
    }

    [Fact]
    public void Small_maps_on_a_large_device_are_split_and_large_ones_are_not()
    {
        var device = new Device { Kind = DeviceKind.Cuda, Index = 0, Name = "a large device", ComputeUnits = 132, MaxGroupSize = 1024, IsGpu = true };
        var cost = new ConvolutionCost(device);
        var small = Geometry(512, 512, 7, 1);
        var large = Geometry(512, 512, 56, 1);
        Assert.True(cost.Rank(small, ConvolutionDeviceLowering.Shape(small))[0].Choice.Parts > 1);
        Assert.Equal(1, cost.Rank(large, ConvolutionDeviceLowering.Shape(large))[0].Choice.Parts);
        Assert.All(cost.Rank(small, ConvolutionDeviceLowering.Shape(small)), way =>
        {
            // No part is empty.
            var blocks = (512 + way.Choice.Tile.Depth - 1) / way.Choice.Tile.Depth;
            var length = (blocks + way.Choice.Parts - 1) / way.Choice.Parts;
            Assert.True((way.Choice.Parts - 1) * length < blocks, way.Choice.ToString());
        });
        Assert.Equal(1, cost.Parts(1000, 512));
        Assert.Equal(16, cost.Parts(10, 25088));
        Assert.Equal(1, cost.Parts(10, 0));
    }

    [Fact]
    public void A_device_of_small_groups_takes_small_tiles_or_says_so()
    {
        var geometry = Geometry(512, 512, 56, 3);
        var shape = ConvolutionDeviceLowering.Shape(geometry);
        Device Small(int group) => new() { Kind = DeviceKind.OpenCl, Index = 0, Name = "a small device", ComputeUnits = 4, MaxGroupSize = group };
        Assert.All(new ConvolutionCost(Small(64)).Rank(geometry, shape), way => Assert.Equal(64, way.Choice.Tile.Items));
        var error = Assert.Throws<NotSupportedException>(() => new ConvolutionCost(Small(32)).Rank(geometry, shape));
        Assert.Contains("the smallest tile needs 64", error.Message, StringComparison.Ordinal);
    }

    private static ConvolutionGeometry Geometry(int channels, int outputs, int size, int kernel)
    {
        var test = new TestNetwork();
        var output = test.Convolution(test.Input(1, channels, size, size), channels, outputs, new(kernel, kernel), pads: kernel == 3 ? new(1, 1, 1, 1) : default);
        var network = test.Build([output]);
        var inferred = ShapeInference.Infer(network, network.DefaultShapes());
        return ((Conv2d)inferred.Nodes[0].Operator).Geometry(inferred.Context(inferred.Nodes[0]));
    }

    private static void CheckWays(string device, Func<TestNetwork, string> build, bool isWinograd = false)
    {
        var test = new TestNetwork();
        var output = build(test);
        var model = TestDevices.All.First(d => d.Id == device);
        var inferred = Infer(test, output);
        var node = inferred.Nodes.First(n => n.Operator is Conv2d);
        var geometry = ((Conv2d)node.Operator).Geometry(inferred.Context(node));

        // A device with as many units as the largest ones splits every sum that can be.
        var wide = model with { ComputeUnits = 1000 };
        var ways = new ConvolutionCost(wide).Rank(geometry, ConvolutionDeviceLowering.Shape(geometry)).Select(w => w.Choice)
            .Where(c => c.Parts <= 3 && c.IsWinograd == isWinograd).ToArray();
        Assert.Contains(ways, w => w.Parts == 1);
        Assert.Contains(ways, w => w.Parts > 1);
        foreach (var way in ways)
        {
            PlanRun.Check(device, test, [output], way);
        }
    }

    private static InferredNetwork Infer(TestNetwork test, string output)
    {
        var network = test.Build([output]);
        return ShapeInference.Infer(FuseActivations.Apply(network), test.RandomInputs().ToDictionary(i => i.Key, i => i.Value.Shape));
    }
}
