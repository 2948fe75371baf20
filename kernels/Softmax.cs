namespace IlgpuCam.Kernels;

/// <summary>exp(x - max) over its sum along the last axis: a group of work-items a row.</summary>
public static partial class Softmax
{
    /// <summary>Work-items of a group.</summary>
    public const int GroupSize = 128;

    /// <summary>Launch with (rows) groups of <see cref="GroupSize"/>.</summary>
    /// <param name="input">[rows, length].</param>
    /// <param name="output">[rows, length].</param>
    /// <param name="length">Values of a row.</param>
    /// <param name="isLogarithm">1 for x - max - log(sum).</param>
    [Kernel(MaxGroupSize = GroupSize)]
    public static void Run(ArrayView<float> input, ArrayView<float> output, int length, int isLogarithm)
    {
        var partial = SharedMemory.Allocate<float>(GroupSize);
        var row = Grid.IdxX * length;
        var maximum = float.NegativeInfinity;
        for (var i = Group.IdxX; i < length; i += GroupSize)
        {
            maximum = MathF.Max(maximum, input[row + i]);
        }

        partial[Group.IdxX] = maximum;
        GroupReduction.Run<MaximumReduction>(partial, GroupSize, 1);
        maximum = partial[0];
        Group.Barrier();
        var sum = 0f;
        for (var i = Group.IdxX; i < length; i += GroupSize)
        {
            sum += XMath.Exp(input[row + i] - maximum);
        }

        partial[Group.IdxX] = sum;
        GroupReduction.Run<SumReduction>(partial, GroupSize, 1);
        sum = partial[0];
        for (var i = Group.IdxX; i < length; i += GroupSize)
        {
            var shifted = input[row + i] - maximum;
            output[row + i] = isLogarithm != 0 ? shifted - XMath.Log(sum) : XMath.Exp(shifted) / sum;
        }
    }
}
