using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gradients.Rules;

/// <summary>
/// Many numbers to one. Several largest or smallest numbers share the gradient equally, as in PyTorch's amax; at 0 the derivatives of L1 and L2 are 0; products with zeros among their factors have the
/// products of the other factors.
/// </summary>
internal sealed class ReduceRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient)
    {
        var (context, reduce, shape) = (tape.Context(node), (Reduce)node.Operator, tape.Shape(node.Inputs[0]));
        var reduced = reduce.Reduced(context);
        int[] axes = [.. Enumerable.Range(0, shape.Rank).Where(axis => reduced[axis])];
        var count = axes.Aggregate(1L, (product, axis) => product * shape[axis]);
        var x = tape.Floats(node.Inputs[0]);
        var g = WithAxes(gradient);
        tape.Gates += reduce.Reduction is ReductionKind.Max or ReductionKind.Min or ReductionKind.L1 ? 1 : 0;
        tape.Flow(node.Inputs[0], reduce.Reduction switch
        {
            ReductionKind.Mean when axes is [2, 3] && shape.Rank == 4 => GlobalPoolRule.Spread(tape, g, shape),
            ReductionKind.Mean => Repeated(tape.Times(g, 1f / count)),
            ReductionKind.Sum => Repeated(g),
            ReductionKind.Max or ReductionKind.Min => Shared(tape, g, tape.AreEqual(x, Result()), axes),
            ReductionKind.L1 => tape.Add(new ActivationGradient(new(ActivationKind.Abs)), Repeated(g), x),
            ReductionKind.L2 => tape.Times(x, tape.Over(g, tape.Add(new Arithmetic(ArithmeticOperation.Maximum), Result(), tape.Constant(1e-30f)))),
            ReductionKind.SumSquare => tape.Times(x, tape.Times(g, 2)),
            ReductionKind.Product => Others(tape, g, x, axes),
            ReductionKind.LogSum => Repeated(tape.Times(g, tape.Of(ActivationKind.Exp, tape.Of(ActivationKind.Negate, Result())))),
            ReductionKind.LogSumExp => tape.Times(tape.Of(ActivationKind.Exp, tape.Minus(x, Result())), g),
            _ => throw context.Error("no gradient is defined for this reduction"),
        });

        string WithAxes(string value) => reduce.KeepDimensions || axes.Length == 0 ? value : tape.Add(new Unsqueeze([.. axes]), value);

        string Result() => WithAxes(tape.Floats(node.Output));

        // The other axes are left at 1 here, so that the graph holds for batches of any size.
        string Repeated(string value) => count == 1 ? value
            : tape.Add(new Expand(), value, tape.Integers([.. shape.Select((length, axis) => reduced[axis] ? length : 1L)]));
    }

    private static string Shared(GradientTape tape, string gradient, string isChosen, int[] axes) =>
        tape.Times(isChosen, tape.Over(gradient, tape.Reduced(ReductionKind.Sum, isChosen, axes)));

    /// <summary>For each factor the product of the others: without zeros the product over the factor; with one zero the product of the rest for that one; with more nothing.</summary>
    private static string Others(GradientTape tape, string gradient, string x, int[] axes)
    {
        var isZero = tape.AreEqual(x, tape.Constant(0));
        var factors = tape.Plus(x, isZero);
        var zeros = tape.Reduced(ReductionKind.Sum, isZero, axes);
        var all = tape.Over(tape.AreEqual(zeros, tape.Constant(0)), factors);
        var one = tape.Times(tape.AreEqual(zeros, tape.Constant(1)), isZero);
        return tape.Times(tape.Times(gradient, tape.Reduced(ReductionKind.Product, factors, axes)), tape.Plus(all, one));
    }
}
