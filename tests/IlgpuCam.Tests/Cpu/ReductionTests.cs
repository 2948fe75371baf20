using IlgpuCam.Models.Operators;

namespace IlgpuCam.Tests.Cpu;

/// <summary>Reductions and normalisations of values of every rank against their definitions.</summary>
public sealed class ReductionTests
{
    [Theory]
    [InlineData(new[] { 7 }, new int[] { })]
    [InlineData(new[] { 3, 5 }, new[] { 0 })]
    [InlineData(new[] { 3, 5 }, new[] { -1 })]
    [InlineData(new[] { 2, 3, 4, 5 }, new[] { 1, -1 })]
    [InlineData(new[] { 2, 3, 4, 5 }, new[] { 0, 2 })]
    [InlineData(new[] { 2, 3, 4, 5 }, new int[] { })]
    [InlineData(new[] { 2, 1, 3, 1, 2, 1, 2, 5 }, new[] { 2, 4, 7 })]
    [InlineData(new[] { 1, 1 }, new[] { 1 })]
    [InlineData(new[] { 4, 20011 }, new[] { 1 })]
    public void Reductions_are_right(int[] shape, int[] axes)
    {
        var test = new TestNetwork();
        var x = test.Input(shape);
        var positive = test.Add(new Activate(Activation.Sigmoid), x);
        var outputs = new List<string>();
        foreach (var kind in Enum.GetValues<ReductionKind>())
        {
            var input = kind is ReductionKind.LogSum or ReductionKind.Product ? positive : x;
            outputs.Add(test.Add(new Reduce(kind, [.. axes]), input));
            outputs.Add(test.Add(new Reduce(kind, [.. axes], false), input));
        }

        test.Check([.. outputs]);
    }

    [Fact]
    public void Reductions_of_maps_are_right()
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(2, 3, 5, 7), 3, 21, new(3, 3));
        test.Check(test.Add(new Reduce(ReductionKind.Mean, [1]), maps), test.Add(new Reduce(ReductionKind.L2, [1, 3], false), maps));
    }

    [Theory]
    [InlineData(new[] { 7 }, 0)]
    [InlineData(new[] { 3, 5 }, -1)]
    [InlineData(new[] { 2, 3, 4, 5 }, 1)]
    [InlineData(new[] { 2, 3, 4, 33 }, -1)]
    [InlineData(new[] { 2, 3, 1, 2, 17 }, 2)]
    public void Layer_normalisation_is_right(int[] shape, int axis)
    {
        var test = new TestNetwork();
        var x = test.Input(shape);
        var own = shape[(axis < 0 ? axis + shape.Length : axis)..];
        test.Check(
            test.Add(new LayerNormalization(axis), x, test.Constant(own), test.Constant(own)), test.Add(new LayerNormalization(axis, 1e-2f), x, test.Input(own)));
    }

    [Theory]
    [InlineData(new[] { 2, 6 }, 3)]
    [InlineData(new[] { 1, 4, 5 }, 4)]
    [InlineData(new[] { 2, 6, 5, 7 }, 2)]
    [InlineData(new[] { 3, 21, 1, 4, 5 }, 7)]
    [InlineData(new[] { 1, 2, 130, 131 }, 1)]
    public void Group_normalisation_is_right(int[] shape, int groups)
    {
        var test = new TestNetwork();
        var x = test.Input(shape);
        test.Check(test.Add(new GroupNormalization(groups, 1e-3f), x, test.Constant(shape[1]), test.Constant(shape[1])));
    }

    [Theory]
    [InlineData(new[] { 5 }, 0)]
    [InlineData(new[] { 2, 3, 4 }, 1)]
    [InlineData(new[] { 2, 3, 1, 2, 17 }, -1)]
    public void The_logarithm_of_softmax_is_right(int[] shape, int axis)
    {
        var test = new TestNetwork();
        test.Check(test.Add(new Softmax(axis, Logarithm: true), test.Input(shape)));
    }
}
