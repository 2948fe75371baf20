using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Products of matrices: the left one gets the gradient times the right one transposed, the right one the left one transposed times the gradient.</summary>
internal sealed class MatrixProductRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient)
    {
        var context = tape.Context(node);
        var (a, b) = MatrixProduct.Matrices(context);
        var stack = MatrixProduct.Stack(context);
        var (isRow, isColumn) = (tape.Shape(node.Inputs[0]).Rank == 1, tape.Shape(node.Inputs[1]).Rank == 1);
        int[] added = [.. isRow ? new[] { stack.Rank } : [], .. isColumn ? new[] { stack.Rank + 1 } : []];
        gradient = added.Length == 0 ? gradient : tape.Add(new Unsqueeze([.. added]), gradient);
        if (tape.IsNeeded(node.Inputs[0]))
        {
            Flow(node.Inputs[0], tape.Add(new MatrixProduct(), gradient, Transposed(tape, Matrix(1, isColumn, 1), b.Rank)), a);
        }

        if (tape.IsNeeded(node.Inputs[1]))
        {
            Flow(node.Inputs[1], tape.Add(new MatrixProduct(), Transposed(tape, Matrix(0, isRow, 0), a.Rank), gradient), b);
        }

        string Matrix(int input, bool isVector, int axis) =>
            isVector ? tape.Add(new Unsqueeze([axis]), tape.Floats(node.Inputs[input])) : tape.Floats(node.Inputs[input]);

        void Flow(string input, string product, Shape matrix)
        {
            Shape found = [.. stack, matrix[matrix.Rank - 2], matrix[matrix.Rank - 1]];
            tape.Flow(input, ReshapeRule.Back(tape, Broadcasting.SumTo(tape, product, found, matrix), matrix, tape.Shape(input)));
        }
    }

    private static string Transposed(GradientTape tape, string value, int rank) =>
        tape.Add(new Transpose([.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2]), value);
}
