using IlgpuCam.Models.Operators;

namespace IlgpuCam.Tests.Cpu;

/// <summary>A batch whose first layers run image by image gives what a batch gives.</summary>
public sealed class BatchTests
{
    [Fact]
    public void Heavy_weights_end_the_part_that_runs_image_by_image()
    {
        var test = new TestNetwork();
        var input = test.Input(3, 3, 6, 7);
        var maps = test.Convolution(input, 3, 512, new(3, 3), new(2, 2), activation: Activation.Relu);
        var heavy = test.Convolution(maps, 512, 1024, new(1, 1), activation: Activation.Relu);
        var pooled = test.Add(new GlobalPool(PoolingKind.Average), heavy);
        var logits = test.Add(new Flatten(), pooled);
        test.Check(logits);
        test.Check(logits, maps, heavy);
    }

    [Fact]
    public void Values_that_both_parts_read_are_there_for_both()
    {
        var test = new TestNetwork();
        var (input, other) = (test.Input(2, 16, 5, 5), test.Input(2, 16, 5, 5));
        var maps = test.Convolution(input, 16, 16, new(1, 1));
        var sum = test.Add(new Add(), maps, other);
        var gate = test.Add(new Activate(Activation.Sigmoid), test.Convolution(test.Add(new GlobalPool(PoolingKind.Average), sum), 16, 16, new(1, 1)));
        var gated = test.Add(new Multiply(), sum, gate);

        // A sum over the images mixes them.
        var mixed = test.Add(new Reduce(ReductionKind.Sum, [0]), gated);
        var end = test.Add(new Multiply(), mixed, other);
        test.Check(end);
        test.Check(end, gated, maps, mixed);
    }

    [Fact]
    public void A_graph_that_fixes_its_batch_runs_as_a_whole()
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(4, 3, 5, 5), 3, 8, new(3, 3));
        var rows = test.Add(new Reshape(), maps, test.Integers(4, 72));
        test.Check(rows, test.Add(new Reshape(), maps, test.Integers(2, 144)));
        test.Check(test.Convolution(test.Add(new Reshape(), rows, test.Integers(4, 8, 3, 3)), 8, 5, new(1, 1)));
    }

    [Fact]
    public void An_input_may_be_an_output_as_well()
    {
        var test = new TestNetwork();
        var input = test.Input(2, 3, 5, 4);
        var network = test.Build(test.Convolution(input, 3, 6, new(3, 3)), input);
        var inputs = test.RandomInputs();
        Assert.Equal(inputs[input].Data, TestNetwork.Run(network, inputs, [.. network.Outputs], 1, TestNetwork.Widths[^1])[1].Data);
    }

    [Fact]
    public void Whole_batches_of_maps_are_the_result()
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(5, 3, 9, 4), 3, 20, new(3, 3), pads: new(1, 1, 1, 1), activation: Activation.Relu6);
        test.Check(test.Add(new Concat(1), maps, test.Convolution(maps, 20, 7, new(1, 1))));
        test.Check(test.Add(new Concat(0), maps, maps));
    }
}
