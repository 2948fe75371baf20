namespace IlgpuCam.Kernels;

/// <summary>Where a backward pass begins: a group of work-items an image.</summary>
public static partial class GradientSeeding
{
    /// <summary>Work-items of a group.</summary>
    public const int GroupSize = 128;

    /// <summary>The weights of an image's scores; where all are 0, 1 at the highest score, of equal ones the first. NaN is no score, unless there is no other. Launch with (images) groups of <see cref="GroupSize"/>.</summary>
    /// <param name="scores">[images, length].</param>
    /// <param name="weights">[images, length].</param>
    /// <param name="output">[images, length].</param>
    /// <param name="length">Scores of an image.</param>
    [Kernel(MaxGroupSize = GroupSize)]
    public static void Run(ArrayView<float> scores, ArrayView<float> weights, ArrayView<float> output, int length)
    {
        var values = SharedMemory.Allocate<float>(GroupSize);
        var indices = SharedMemory.Allocate<int>(GroupSize);
        var given = SharedMemory.Allocate<float>(GroupSize);
        var row = Grid.IdxX * length;
        var best = float.NegativeInfinity;
        var bestIndex = int.MaxValue;
        var isGiven = 0f;
        for (var i = Group.IdxX; i < length; i += GroupSize)
        {
            var score = scores[row + i];
            if (GroupReduction.IsBefore(score, i, best, bestIndex))
            {
                best = score;
                bestIndex = i;
            }

            isGiven = weights[row + i] != 0 ? 1 : isGiven;
        }

        values[Group.IdxX] = best;
        indices[Group.IdxX] = bestIndex;
        given[Group.IdxX] = isGiven;
        GroupReduction.Run<MaximumReduction>(given, GroupSize, 1);
        GroupReduction.Best(values, indices, GroupSize);
        var chosen = indices[0] < length ? indices[0] : length - 1;
        for (var i = Group.IdxX; i < length; i += GroupSize)
        {
            output[row + i] = given[0] != 0 ? weights[row + i] : i == chosen ? 1 : 0;
        }
    }
}
