namespace IlgpuCam.Kernels;

/// <summary>Moves blocks: what concatenations, splits and transpositions of up to four axes need.</summary>
public static partial class StridedCopy
{
    /// <summary>Copies elements from one strided layout to another. Launch over the elements.</summary>
    /// <param name="input">Where from; <see cref="BroadcastShape"/>'s first operand.</param>
    /// <param name="output">Where to; its second.</param>
    /// <param name="count">How many.</param>
    /// <param name="inputOffset">The first element that is read.</param>
    /// <param name="outputOffset">The first element that is written.</param>
    /// <param name="shape">Lengths and strides.</param>
    [Kernel]
    public static void Run(ArrayView<float> input, ArrayView<float> output, int count, int inputOffset, int outputOffset, BroadcastShape shape)
    {
        var i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            var place = BroadcastPlace.Of(i, shape);
            output[outputOffset + place.Right(shape)] = input[inputOffset + place.Left(shape)];
        }
    }
}
