namespace IlgpuCam.Kernels;

/// <summary>The class weights applied to the last feature maps (Zhou et al. 2016, equation 2).</summary>
public static partial class ClassActivationMaps
{
    /// <summary>Work-items of a group.</summary>
    public const int GroupSize = 128;

    /// <summary>Elements of a map that a group computes at once.</summary>
    public const int Pixels = 16;

    /// <summary>Launch with (elements of a map / <see cref="Pixels"/> rounded up, maps) groups of <see cref="GroupSize"/>.</summary>
    /// <param name="features">[images, channels, elements of a map].</param>
    /// <param name="weights">[classes, channels].</param>
    /// <param name="targets">For each map its image, then its class.</param>
    /// <param name="maps">[maps, elements of a map].</param>
    /// <param name="channels">Channels of an image.</param>
    /// <param name="pixels">Elements of a map.</param>
    [Kernel(MaxGroupSize = GroupSize)]
    public static void WeightedSum(ArrayView<float> features, ArrayView<float> weights, ArrayView<int> targets, ArrayView<float> maps, int channels, int pixels)
    {
        var partial = SharedMemory.Allocate<float>(GroupSize);
        var image = targets[2 * Grid.IdxY];
        var weightRow = targets[(2 * Grid.IdxY) + 1] * channels;
        var pixel = (Grid.IdxX * Pixels) + (Group.IdxX % Pixels);
        var sum = 0f;
        if (pixel < pixels)
        {
            for (var c = Group.IdxX / Pixels; c < channels; c += GroupSize / Pixels)
            {
                sum = MathF.FusedMultiplyAdd(weights[weightRow + c], features[(((image * channels) + c) * pixels) + pixel], sum);
            }
        }

        partial[Group.IdxX] = sum;
        GroupReduction.Run<SumReduction>(partial, GroupSize, Pixels);
        if (Group.IdxX < Pixels && pixel < pixels)
        {
            maps[(Grid.IdxY * pixels) + pixel] = partial[Group.IdxX];
        }
    }
}
