using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx.Operators;

/// <summary>Matrix products.</summary>
internal static class MatrixOperators
{
    /// <summary>alpha * A * B + beta * C.</summary>
    internal static void Gemm(OnnxNodeContext node)
    {
        if (node.Flag("transA") || node.Constant(1) is null || node.Constant(0) is not null)
        {
            GeneralGemm(node);
            return;
        }

        var weights = Weights(node, node.Flag("transB"), node.Single("alpha", 1));
        var beta = node.Single("beta", 1);
        if (!node.Has(2) || beta == 0)
        {
            node.Emit(new FullyConnected(), node.Input(0), weights.Name);
        }
        else if (node.Constant(2) is { } addend && Bias(addend, weights.Rows, beta) is { } bias)
        {
            var name = ReferenceEquals(bias, addend) ? node.Input(2) : node.AddConstant($"{node.Input(2)}.bias", bias);
            node.Emit(new FullyConnected(), node.Input(0), weights.Name, name);
        }
        else
        {
            node.Emit(new Add(), node.AddStep("product", new FullyConnected(), node.Input(0), weights.Name), Scaled(node, 2, node.Input(2), beta));
        }
    }

    /// <summary>A layer where one can tell that rows meet constant weights; else a product of stacks of matrices.</summary>
    internal static void MatMul(OnnxNodeContext node)
    {
        if (node.Constant(1) is { Shape.Rank: 2 } && node.Info(node.Input(0)) is null or { Shape.Rank: 2 })
        {
            node.Emit(new FullyConnected(), node.Input(0), Weights(node, isTransposed: false, 1).Name);
        }
        else
        {
            node.Emit(new MatrixProduct(), node.Input(0), node.Input(1));
        }
    }

    private static void GeneralGemm(OnnxNodeContext node)
    {
        var a = node.Flag("transA") ? node.AddStep("a", new Transpose([1, 0]), node.Input(0)) : node.Input(0);
        var b = node.Flag("transB") ? node.AddStep("b", new Transpose([1, 0]), node.Input(1)) : node.Input(1);
        a = Scaled(node, 0, a, node.Single("alpha", 1));
        var beta = node.Single("beta", 1);
        if (node.Has(2) && beta != 0)
        {
            node.Emit(new Add(), node.AddStep("product", new MatrixProduct(), a, b), Scaled(node, 2, node.Input(2), beta));
        }
        else
        {
            node.Emit(new MatrixProduct(), a, b);
        }
    }

    private static string Scaled(OnnxNodeContext node, int input, string value, float scale) => scale == 1
        ? value
        : node.Constant(input) is { } constant && value == node.Input(input)
            ? node.AddConstant($"{value}.scaled", ConstantTensor.FromFloats(constant.Shape, [.. constant.ToFloats().Select(v => scale * v)]))
            : node.AddStep("scaled", new Multiply(), value, node.AddConstant($"{value}.scale", ConstantTensor.FromFloats([1], [scale])));

    /// <summary>The second input as rows of weights, scaled.</summary>
    private static (string Name, int Rows) Weights(OnnxNodeContext node, bool isTransposed, float scale)
    {
        var weights = node.RequireConstant(1, "the matrix of weights");
        if (weights.Shape.Rank != 2 || !weights.Type.IsFloat())
        {
            throw node.Error($"a matrix of float weights was expected, found {weights.Type} {weights.Shape}");
        }

        if (isTransposed && scale == 1)
        {
            return (node.Input(1), weights.Shape[0]);
        }

        Shape shape = isTransposed ? weights.Shape : [weights.Shape[1], weights.Shape[0]];
        DerivedValues values = isTransposed
            ? new ScaledRows(weights, [.. Enumerable.Repeat((double)scale, shape[0])])
            : new ScaledColumns(weights, scale);
        return (node.AddConstant($"{node.Input(1)}.rows", ConstantTensor.From(shape, values)), shape[0]);
    }

    /// <summary>An addend as one number a row of weights, scaled; null where it is more than that.</summary>
    private static ConstantTensor? Bias(ConstantTensor addend, int rows, float scale)
    {
        if (addend.Shape.Rank == 1 && addend.Shape[0] == rows && scale == 1)
        {
            return addend;
        }

        var isRow = addend.Shape.Rank is 1 or 2 && addend.Shape[addend.Shape.Rank - 1] == rows && addend.Shape.ElementCount == rows;
        if (!addend.Type.IsFloat() || !(isRow || addend.Shape.ElementCount == 1))
        {
            return null;
        }

        var values = addend.ToFloats();
        return ConstantTensor.FromFloats([rows], [.. Enumerable.Range(0, rows).Select(i => scale * values[isRow ? i : 0])]);
    }
}
