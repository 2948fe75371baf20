using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>The products of two stacks of matrices (ONNX MatMul 1 to 13, after NumPy): a [...,M,K] times b [...,K,N], the stacks broadcast; a vector counts as a row on the left and as a column on the right.</summary>
public sealed record MatrixProduct : Operator
{
    /// <inheritdoc/>
    public override string Kind => "matrix_product";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        var (a, b) = Matrices(context);
        int[] stack = [.. Stack(context)];
        int[] rows = context.Shape(0).Rank == 1 ? [] : [a[a.Rank - 2]];
        int[] columns = context.Shape(1).Rank == 1 ? [] : [b[b.Rank - 1]];
        return new(ElementType.Float32, [.. stack, .. rows, .. columns]);
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(InferenceContext context)
    {
        var a = context.Shape(0);
        return Infer(context).Shape.ElementCount * a[a.Rank - 1];
    }

    /// <summary>Both inputs with at least two axes.</summary>
    /// <exception cref="NetworkException">They do not fit.</exception>
    internal static (Shape A, Shape B) Matrices(InferenceContext context)
    {
        context.RequireInputs(2, 2);
        var (a, b) = (context.RequireFloat(0), context.RequireFloat(1));
        if (a.Rank == 0 || b.Rank == 0)
        {
            throw context.Error($"matrices were expected, found {a} and {b}");
        }

        a = a.Rank == 1 ? [1, a[0]] : a;
        b = b.Rank == 1 ? [b[0], 1] : b;
        return a[a.Rank - 1] == b[b.Rank - 2] ? (a, b) : throw context.Error($"{a} cannot be multiplied with {b}");
    }

    /// <summary>The lengths of the stack of results.</summary>
    internal static Shape Stack(InferenceContext context)
    {
        var (a, b) = Matrices(context);
        return context.Broadcast(Shape.Create(a.Dimensions[..^2]), Shape.Create(b.Dimensions[..^2]));
    }
}
