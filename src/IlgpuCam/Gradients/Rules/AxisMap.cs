using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gradients.Rules;

/// <summary>A linear map along one axis, as the product with a constant matrix: for what goes back where elements were repeated or mixed.</summary>
internal static class AxisMap
{
    // 64 MiB of weights: axes of 4096 elements.
    private const long MostElements = 1 << 24;

    /// <summary>Adds the product.</summary>
    /// <param name="tape">Takes the nodes.</param>
    /// <param name="context">Names the node in errors.</param>
    /// <param name="value">What is mapped.</param>
    /// <param name="shape">Its shape, not empty.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="length">The length of the axis in the result.</param>
    /// <param name="terms">What is added to which place of the result, from which place of the value, and times how much.</param>
    /// <exception cref="NetworkException">The matrix is too large.</exception>
    internal static string Apply(
        GradientTape tape, InferenceContext context, string value, Shape shape, int axis, int length, IEnumerable<(int To, int From, float Weight)> terms)
    {
        var from = shape[axis];
        if ((long)from * length > MostElements || shape.ElementCount > int.MaxValue)
        {
            throw context.Error($"what goes back along an axis of {from} elements of {shape} to one of {length} would take a matrix of more than {MostElements} elements");
        }

        var inner = (int)Shape.Create(shape.Dimensions[(axis + 1)..]).ElementCount;
        var outer = (int)(shape.ElementCount / from / inner);
        var result = shape.With(axis, length);
        var matrix = new float[from * length];
        foreach (var (to, source, weight) in terms)
        {
            matrix[inner == 1 ? (source * length) + to : (to * from) + source] += weight;
        }

        if (inner == 1)
        {
            var row = ReshapeRule.Back(tape, value, shape, [outer, from]);
            return ReshapeRule.Back(tape, tape.Add(new MatrixProduct(), row, tape.Constant(ConstantTensor.FromFloats([from, length], matrix))), [outer, length], result);
        }

        var stack = ReshapeRule.Back(tape, value, shape, [outer, from, inner]);
        return ReshapeRule.Back(tape, tape.Add(new MatrixProduct(), tape.Constant(ConstantTensor.FromFloats([length, from], matrix)), stack), [outer, length, inner], result);
    }
}
