using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Fully connected layers: the same with the weights transposed.</summary>
internal sealed class FullyConnectedRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient)
    {
        var weights = tape.Context(node).RequireConstant(1);
        var (rows, columns) = (weights.Shape[0], weights.Shape[1]);
        var values = weights.ToFloats();
        var transposed = new float[values.Length];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                transposed[(column * rows) + row] = values[(row * columns) + column];
            }
        }

        tape.Flow(node.Inputs[0], tape.Add(new FullyConnected { HasSparseInput = tape.IsSparse(gradient) }, gradient, tape.Constant(ConstantTensor.FromFloats([columns, rows], transposed))));
    }
}
