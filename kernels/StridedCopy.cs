namespace IlgpuCam.Kernels;

/// <summary>Moves blocks: what concatenations, splits and transpositions of up to five axes need.</summary>
public static partial class StridedCopy
{
    /// <summary>Copies elements from one strided layout to another. Launch over (elements, lengths of an axis before the others).</summary>
    /// <param name="input">Where from; <see cref="BroadcastShape"/>'s first operand.</param>
    /// <param name="output">Where to; its second.</param>
    /// <param name="count">How many elements the four axes of the shape have.</param>
    /// <param name="inputOffset">The first element that is read.</param>
    /// <param name="outputOffset">The first element that is written.</param>
    /// <param name="inputStep">From one element of the axis before the four to the next, where they are read.</param>
    /// <param name="outputStep">Likewise, where they are written.</param>
    /// <param name="shape">Lengths and strides.</param>
    [Kernel]
    public static void Run(
        ArrayView<float> input, ArrayView<float> output, int count, int inputOffset, int outputOffset, int inputStep, int outputStep, BroadcastShape shape)
    {
        var i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            var place = BroadcastPlace.Of(i, shape);
            output[outputOffset + (Grid.IdxY * outputStep) + place.Right(shape)] = input[inputOffset + (Grid.IdxY * inputStep) + place.Left(shape)];
        }
    }
}
