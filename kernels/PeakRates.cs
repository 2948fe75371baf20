namespace IlgpuCam.Kernels;

/// <summary>What a device can do at most, which its driver does not tell: multiply-adds in registers, and copies of memory.</summary>
public static partial class PeakRates
{
    /// <summary>Work-items of a group.</summary>
    public const int GroupSize = 256;

    /// <summary>Sums of a work-item that do not wait for each other.</summary>
    public const int Chains = 32;

    /// <summary>Elements that a work-item copies.</summary>
    public const int Moves = 4;

    /// <summary>Fused multiply-adds, <see cref="Chains"/> a round. Launch with any number of groups of <see cref="GroupSize"/>.</summary>
    /// <param name="output">One value a work-item.</param>
    /// <param name="rounds">How many rounds.</param>
    /// <param name="factor">Below 1, so that the sums stay finite.</param>
    [Kernel(MaxGroupSize = GroupSize)]
    public static void MultiplyAdd(ArrayView<float> output, int rounds, float factor)
    {
        var sums = LocalMemory.Allocate<float>(Chains);
        for (var i = 0; i < Chains; i++)
        {
            sums[i] = Group.IdxX + i;
        }

        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < Chains; i++)
            {
                sums[i] = MathF.FusedMultiplyAdd(sums[i], factor, 1);
            }
        }

        // Every sum counts, so that no compiler leaves one out.
        var total = 0f;
        for (var i = 0; i < Chains; i++)
        {
            total += sums[i];
        }

        output[(Grid.IdxX * GroupSize) + Group.IdxX] = total;
    }

    /// <summary>Copies memory. Launch with (elements / <see cref="Moves"/> / <see cref="GroupSize"/>) groups of <see cref="GroupSize"/>.</summary>
    /// <param name="input">As many elements as the work-items move.</param>
    /// <param name="output">As many.</param>
    [Kernel(MaxGroupSize = GroupSize)]
    public static void Copy(ArrayView<float> input, ArrayView<float> output)
    {
        var first = (Grid.IdxX * GroupSize * Moves) + Group.IdxX;
        for (var i = 0; i < Moves; i++)
        {
            output[first + (i * GroupSize)] = input[first + (i * GroupSize)];
        }
    }
}
