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
            var rest = i / shape.Length3;
            var i3 = i - (rest * shape.Length3);
            var i1 = rest / shape.Length2;
            var i2 = rest - (i1 * shape.Length2);
            var i0 = i1 / shape.Length1;
            i1 -= i0 * shape.Length1;
            output[outputOffset + (i0 * shape.Right0) + (i1 * shape.Right1) + (i2 * shape.Right2) + (i3 * shape.Right3)] =
                input[inputOffset + (i0 * shape.Left0) + (i1 * shape.Left1) + (i2 * shape.Left2) + (i3 * shape.Left3)];
        }
    }
}
