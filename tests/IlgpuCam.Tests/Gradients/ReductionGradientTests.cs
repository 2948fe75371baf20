using IlgpuCam.Gradients;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Tests.Cpu;

namespace IlgpuCam.Tests.Gradients;

/// <summary>Gradients of reductions, softmax, normalisations by own statistics and matrix products.</summary>
public sealed class ReductionGradientTests
{
    [Theory]
    [InlineData(new[] { 7 }, new[] { 0 })]
    [InlineData(new[] { 3, 5 }, new[] { 0 })]
    [InlineData(new[] { 3, 5 }, new[] { -1 })]
    [InlineData(new[] { 2, 3, 4, 5 }, new[] { 1, -1 })]
    [InlineData(new[] { 2, 3, 4, 5 }, new[] { 2, 3 })]
    [InlineData(new[] { 2, 3, 4, 5 }, new int[] { })]
    [InlineData(new[] { 1, 1 }, new[] { 1 })]
    public void Reductions_have_their_gradients(int[] shape, int[] axes)
    {
        var test = new TestNetwork();
        var x = test.Input(shape);
        var positive = test.Add(new Activate(Activation.Sigmoid), x);
        foreach (var kind in Enum.GetValues<ReductionKind>())
        {
            var input = kind is ReductionKind.LogSum or ReductionKind.Product ? positive : x;
            GradientCheck.Check(test, test.Add(new Reduce(kind, [.. axes]), input));
            if (axes.Length > 0 && axes.Length < shape.Length)
            {
                GradientCheck.Check(test, test.Add(new Reduce(kind, [.. axes], false), input));
            }
        }
    }

    [Theory]
    [InlineData(ReductionKind.Max, new float[] { 1, 3, 3, 2 }, new float[] { 0, 4, 4, 0 })]
    [InlineData(ReductionKind.Min, new float[] { 3, 1, 2, 1 }, new float[] { 0, 4, 0, 4 })]
    [InlineData(ReductionKind.L1, new float[] { -2, 0, 1, 3 }, new float[] { -8, 0, 8, 8 })]
    [InlineData(ReductionKind.L2, new float[] { 0, 0, 0, 0 }, new float[] { 0, 0, 0, 0 })]
    [InlineData(ReductionKind.Product, new float[] { 2, 0, 3, 1 }, new float[] { 0, 48, 0, 0 })]
    [InlineData(ReductionKind.Product, new float[] { 2, 0, 3, 0 }, new float[] { 0, 0, 0, 0 })]
    public void At_ties_and_zeros_the_gradient_is_as_stated(ReductionKind kind, float[] values, float[] expected)
    {
        var test = new TestNetwork();
        var x = test.Input(1, 4);
        var target = test.Add(new Reduce(kind, [1]), x);
        var graph = GradientNetwork.Create(test.Build(target), test.Build(target).DefaultShapes(), new(target, [x]));
        var inputs = new Dictionary<string, Tensor> { [x] = new([1, 4], values), [graph.Seed] = new([1, 1], [8]) };
        Assert.Equal(expected, TestNetwork.Run(graph.Network, inputs, [graph.Gradients[0]], 1, 128)[0].Data);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(-1)]
    public void Softmax_and_its_logarithm_have_their_gradients(int axis)
    {
        var test = new TestNetwork();
        var maps = test.Convolution(test.Input(2, 3, 3, 4), 3, 5, new(1, 1));
        GradientCheck.Check(test, test.Add(new Softmax(axis), maps), test.Add(new Softmax(axis, Logarithm: true), maps));
    }

    [Theory]
    [InlineData(new[] { 7 }, 0)]
    [InlineData(new[] { 3, 5 }, -1)]
    [InlineData(new[] { 2, 3, 4, 5 }, 1)]
    [InlineData(new[] { 2, 3, 2, 17 }, -1)]
    public void Layer_normalisation_has_its_gradient(int[] shape, int axis)
    {
        var test = new TestNetwork();
        var x = test.Input(shape);
        var own = shape[(axis < 0 ? axis + shape.Length : axis)..];
        GradientCheck.Check(
            test, test.Add(new LayerNormalization(axis), x, test.Constant(own), test.Constant(own)),
            test.Add(new LayerNormalization(axis, 1e-2f), x, test.Input(own)), test.Add(new LayerNormalization(axis), test.Input(shape), test.Constant(own), test.Input(own)));
    }

    [Theory]
    [InlineData(new[] { 2, 6 }, 3)]
    [InlineData(new[] { 1, 4, 5 }, 4)]
    [InlineData(new[] { 2, 6, 3, 5 }, 2)]
    public void Group_normalisation_has_its_gradient(int[] shape, int groups)
    {
        var test = new TestNetwork();
        var x = test.Input(shape);
        GradientCheck.Check(
            test, test.Add(new GroupNormalization(groups), x, test.Constant(shape[1]), test.Constant(shape[1])),
            test.Add(new GroupNormalization(groups), x, test.Input(shape[1]), test.Input(shape[1])));
    }

    [Theory]
    [InlineData(new[] { 3, 5 }, new[] { 5, 4 })]
    [InlineData(new[] { 2, 3, 5 }, new[] { 5, 17 })]
    [InlineData(new[] { 2, 1, 3, 5 }, new[] { 4, 5, 2 })]
    [InlineData(new[] { 5 }, new[] { 5, 4 })]
    [InlineData(new[] { 5 }, new[] { 2, 5, 4 })]
    [InlineData(new[] { 2, 3, 5 }, new[] { 5 })]
    [InlineData(new[] { 2, 1, 5 }, new[] { 2, 5, 1 })]
    public void Matrix_products_have_their_gradients(int[] left, int[] right)
    {
        var test = new TestNetwork();
        GradientCheck.Check(
            test, test.Add(new MatrixProduct(), test.Input(left), test.Input(right)), test.Add(new MatrixProduct(), test.Input(left), test.Constant(right)),
            test.Add(new MatrixProduct(), test.Constant(left), test.Input(right)));
    }
}
