namespace IlgpuCam.Kernels;

/// <summary>A fully connected layer: a group of work-items a result and up to four images, so that each weight is read once for all of them.</summary>
public static partial class FullyConnected
{
    /// <summary>Work-items of a group.</summary>
    public const int GroupSize = 64;

    /// <summary>Images that a group computes at once.</summary>
    public const int Images = 4;

    /// <summary>
    /// Launch with (outputs, images / <see cref="Images"/> rounded up, parts) groups of <see cref="GroupSize"/>. Where there are several parts, each adds up its share of the inputs and
    /// stores it as a result, behind the part before; <see cref="SplitSum"/> does the rest.
    /// </summary>
    /// <param name="input">[images, inputs].</param>
    /// <param name="weights">[outputs, inputs].</param>
    /// <param name="bias">One value an output.</param>
    /// <param name="output">[images, outputs].</param>
    /// <param name="inputs">Values of an input row.</param>
    /// <param name="outputs">Values of an output row.</param>
    /// <param name="images">The batch.</param>
    /// <param name="activation">The activation's parameters.</param>
    [Kernel(MaxGroupSize = GroupSize)]
    [KernelInstance<ClampActivation>]
    [KernelInstance<AnyActivation>]
    public static void Forward<TActivation>(
        ArrayView<float> input,
        ArrayView<float> weights,
        ArrayView<float> bias,
        ArrayView<float> output,
        int inputs,
        int outputs,
        int images,
        ActivationParameters activation)
        where TActivation : struct, IActivation
    {
        var partial = SharedMemory.Allocate<float>(GroupSize * Images);
        var sums = LocalMemory.Allocate<float>(Images);
        var firstImage = Grid.IdxY * Images;
        for (var i = 0; i < Images; i++)
        {
            sums[i] = 0;
        }

        var share = (inputs + Grid.DimZ - 1) / Grid.DimZ;
        var end = Math.Min((Grid.IdxZ + 1) * share, inputs);
        for (var k = (Grid.IdxZ * share) + Group.IdxX; k < end; k += GroupSize)
        {
            var weight = weights[(Grid.IdxX * inputs) + k];
            for (var i = 0; i < Images; i++)
            {
                // Images beyond the last compute the last one again, which no one reads.
                var image = Math.Min(firstImage + i, images - 1);
                sums[i] = MathF.FusedMultiplyAdd(weight, input[(image * inputs) + k], sums[i]);
            }
        }

        for (var i = 0; i < Images; i++)
        {
            partial[(Group.IdxX * Images) + i] = sums[i];
        }

        GroupReduction.Run<SumReduction>(partial, GroupSize * Images, Images);
        if (Group.IdxX < Images && firstImage + Group.IdxX < images)
        {
            var value = partial[Group.IdxX] + bias[Grid.IdxX];
            output[(((Grid.IdxZ * images) + firstImage + Group.IdxX) * outputs) + Grid.IdxX] = TActivation.Apply(value, activation);
        }
    }
}
