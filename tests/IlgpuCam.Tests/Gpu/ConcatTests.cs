using IlgpuCam.Models.Operators;
using IlgpuCam.Tests.Cpu;

namespace IlgpuCam.Tests.Gpu;

/// <summary>Concatenations whose parts are written into place: right, and without the launches of copies.</summary>
public sealed class ConcatTests
{
    [Theory]
    [AcceleratorData]
    [CudaData]
    public void Branches_of_several_images_are_written_into_place(string device)
    {
        foreach (var batch in new[] { 1, 3 })
        {
            var test = new TestNetwork();
            var input = test.Input(batch, 5, 7, 5);
            Window2d window = new(new(3, 3), Size2.One, Size2.One, new(1, 1, 1, 1));
            var joined = test.Add(
                new Concat(1),
                test.Convolution(input, 5, 9, new(1, 1), activation: Activation.Relu),
                test.Add(new MaxPool2d(window), input),
                test.Convolution(input, 5, 33, new(3, 3), pads: new(1, 1, 1, 1)),
                test.Convolution(input, 5, 10, new(3, 3), pads: new(1, 1, 1, 1), groups: 5));
            var last = test.Convolution(joined, 57, 4, new(1, 1));

            // Four branches and the last convolution, and nothing that copies.
            Assert.Equal(5, Check(device, test, last));
            Assert.Equal(6, Check(device, test, last, test.Add(new MaxPool2d(window), joined)));
        }
    }

    [Theory]
    [AcceleratorData]
    [CudaData]
    public void Lists_that_grow_share_the_memory_of_the_longest(string device)
    {
        foreach (var batch in new[] { 1, 2 })
        {
            var test = new TestNetwork();
            var first = test.Convolution(test.Input(batch, 3, 5, 5), 3, 6, new(3, 3), pads: new(1, 1, 1, 1));
            var features = new List<string> { first };
            for (var i = 0; i < 3; i++)
            {
                var all = features.Count == 1 ? first : test.Add(new Concat(1), [.. features]);
                features.Add(test.Convolution(all, 6 + (4 * i), 4, new(3, 3), pads: new(1, 1, 1, 1), activation: Activation.Relu));
            }

            var last = test.Convolution(test.Add(new Concat(1), [.. features]), 18, 2, new(1, 1));
            Assert.Equal(5, Check(device, test, last));
        }
    }

    [Theory]
    [AcceleratorData]
    [CudaData]
    public void Chains_are_nested(string device)
    {
        var test = new TestNetwork();
        var all = test.Convolution(test.Input(2, 3, 5, 5), 3, 6, new(3, 3));
        for (var i = 0; i < 3; i++)
        {
            all = test.Add(new Concat(1), all, test.Convolution(all, 6 + (2 * i), 2, new(1, 1)));
        }

        Assert.Equal(5, Check(device, test, test.Convolution(all, 12, 3, new(2, 2))));
    }

    [Theory]
    [AcceleratorData]
    [CudaData]
    public void What_cannot_be_in_place_is_copied(string device)
    {
        foreach (var batch in new[] { 1, 2 })
        {
            var test = new TestNetwork();
            var input = test.Input(batch, 3, 4, 5);
            var gated = test.Convolution(input, 3, 4, new(1, 1), activation: Activation.Silu);
            var plain = test.Convolution(input, 3, 4, new(1, 1));
            var sum = test.Add(new Add(Activation.Relu), gated, plain);
            var joined = test.Add(new Concat(1), gated, plain, plain, input, sum, test.Constant(batch, 2, 4, 5));
            var across = test.Add(new Concat(3), joined, joined);
            var flat = test.Add(new Concat(1), test.Add(new Flatten(), plain), test.Add(new Flatten(), joined));
            var means = test.Add(new Concat(1), test.Add(new GlobalPool(PoolingKind.Average), plain), test.Add(new GlobalPool(PoolingKind.Max), plain));
            Check(device, test, joined, across, flat, means, plain, test.Convolution(means, 8, 5, new(1, 1)));
        }
    }

    /// <summary>Compares values with the reference; gives the launches of a run.</summary>
    private static int Check(string device, TestNetwork test, params string[] outputs) => PlanRun.Check(device, test, outputs).Launches;
}
