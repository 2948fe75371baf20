namespace IlgpuCam.Kernels;

/// <summary>The classes with the largest logits, the lower index first where two are equal: a group of work-items an image.</summary>
public static partial class TopClasses
{
    /// <summary>Work-items of a group.</summary>
    public const int GroupSize = 128;

    /// <summary>Launch with (images) groups of <see cref="GroupSize"/>. Each of the winners is found by a pass over the row that skips those found before it; NaN comes last.</summary>
    /// <param name="logits">[images, classes].</param>
    /// <param name="winners">[images, count]: the classes, in order.</param>
    /// <param name="classes">Values of a row.</param>
    /// <param name="count">How many to find, at most the classes.</param>
    [Kernel(MaxGroupSize = GroupSize)]
    public static void Run(ArrayView<float> logits, ArrayView<int> winners, int classes, int count)
    {
        var values = SharedMemory.Allocate<float>(GroupSize);
        var indices = SharedMemory.Allocate<int>(GroupSize);
        var row = Grid.IdxX * classes;
        var lastValue = float.PositiveInfinity;
        var lastIndex = -1;
        for (var place = 0; place < count; place++)
        {
            var best = float.NegativeInfinity;
            var bestIndex = int.MaxValue;
            for (var i = Group.IdxX; i < classes; i += GroupSize)
            {
                var value = Ordered(logits[row + i]);
                if (GroupReduction.IsBefore(lastValue, lastIndex, value, i) && GroupReduction.IsBefore(value, i, best, bestIndex))
                {
                    best = value;
                    bestIndex = i;
                }
            }

            values[Group.IdxX] = best;
            indices[Group.IdxX] = bestIndex;
            GroupReduction.Best(values, indices, GroupSize);
            lastValue = values[0];
            lastIndex = indices[0];
            Group.Barrier();
            if (Group.IdxX == 0)
            {
                winners[(Grid.IdxX * count) + place] = lastIndex;
            }
        }
    }

    private static float Ordered(float value) => float.IsNaN(value) ? float.NegativeInfinity : value;
}
