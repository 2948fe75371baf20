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
        var sum = 0f;
        for (var i = Group.IdxX; i < pixels; i += GroupSize)
        {
            sum += input[(Grid.IdxX * pixels) + i];
        }

        partial[Group.IdxX] = sum;
        Group.Barrier();
        for (var half = GroupSize / 2; half > 0; half /= 2)
        {
            if (Group.IdxX < half)
            {
                partial[Group.IdxX] += partial[Group.IdxX + half];
            }

            Group.Barrier();
        }

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
        var maximum = float.NegativeInfinity;
        for (var i = Group.IdxX; i < pixels; i += GroupSize)
        {
            maximum = MathF.Max(maximum, input[(Grid.IdxX * pixels) + i]);
        }

        partial[Group.IdxX] = maximum;
        Group.Barrier();
        for (var half = GroupSize / 2; half > 0; half /= 2)
        {
            if (Group.IdxX < half)
            {
                partial[Group.IdxX] = MathF.Max(partial[Group.IdxX], partial[Group.IdxX + half]);
            }

            Group.Barrier();
        }

        if (Group.IdxX == 0)
        {
            output[Grid.IdxX] = partial[0];
        }
    }
}
