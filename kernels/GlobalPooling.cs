namespace IlgpuCam.Kernels;

/// <summary>One number a map: a group of work-items a map, its partial results combined as a tree, so that the order of the sum is always the same.</summary>
public static partial class GlobalPooling
{
    /// <summary>Work-items of a group.</summary>
    public const int GroupSize = 64;

    /// <summary>The mean of each map. Launch with (maps) groups of <see cref="GroupSize"/>.</summary>
    /// <param name="input">Maps one after the other.</param>
    /// <param name="output">A value a map.</param>
    /// <param name="pixels">Elements of a map.</param>
    [Kernel(MaxGroupSize = GroupSize)]
    public static void Mean(ArrayView<float> input, ArrayView<float> output, int pixels)
    {
        var partial = SharedMemory.Allocate<float>(GroupSize);
        Reduce<SumReduction>(input, partial, pixels);
        if (Group.IdxX == 0)
        {
            output[Grid.IdxX] = partial[0] / pixels;
        }
    }

    /// <summary>The maximum of each map. Launch with (maps) groups of <see cref="GroupSize"/>.</summary>
    /// <param name="input">Maps one after the other.</param>
    /// <param name="output">A value a map.</param>
    /// <param name="pixels">Elements of a map.</param>
    [Kernel(MaxGroupSize = GroupSize)]
    public static void Maximum(ArrayView<float> input, ArrayView<float> output, int pixels)
    {
        var partial = SharedMemory.Allocate<float>(GroupSize);
        Reduce<MaximumReduction>(input, partial, pixels);
        if (Group.IdxX == 0)
        {
            output[Grid.IdxX] = partial[0];
        }
    }

    // Element 0 of the shared memory has the result then.
    private static void Reduce<TReduction>(ArrayView<float> input, ArrayView<float> partial, int pixels)
        where TReduction : struct, IReduction
    {
        var result = TReduction.Start;
        for (var i = Group.IdxX; i < pixels; i += GroupSize)
        {
            result = TReduction.Combine(result, input[(Grid.IdxX * pixels) + i]);
        }

        partial[Group.IdxX] = result;
        GroupReduction.Run<TReduction>(partial, GroupSize, 1);
    }
}
