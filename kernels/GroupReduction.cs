namespace IlgpuCam.Kernels;

/// <summary>Combines the values of a group's work-items in shared memory, as a tree, so that the order is always the same. All work-items of the group have to call it.</summary>
public static class GroupReduction
{
    /// <summary>Combines values that lie a number of results apart; the results are the first elements then, and everyone may read them.</summary>
    /// <param name="partial">Shared memory with what the work-items wrote.</param>
    /// <param name="length">Values; a power of two times the results.</param>
    /// <param name="results">How many values remain.</param>
    public static void Run<TReduction>(ArrayView<float> partial, int length, int results)
        where TReduction : struct, IReduction
    {
        Group.Barrier();
        for (var half = length / 2; half >= results; half /= 2)
        {
            for (var i = Group.IdxX; i < half; i += Group.DimX)
            {
                partial[i] = TReduction.Combine(partial[i], partial[i + half]);
            }

            Group.Barrier();
        }
    }

    /// <summary>The largest value and its index, the lower index first where two are equal; element 0 of both has it then.</summary>
    /// <param name="values">Shared memory with a value of each work-item.</param>
    /// <param name="indices">Likewise, with the value's index.</param>
    /// <param name="length">Values, a power of two.</param>
    public static void Best(ArrayView<float> values, ArrayView<int> indices, int length)
    {
        Group.Barrier();
        for (var half = length / 2; half > 0; half /= 2)
        {
            if (Group.IdxX < half && IsBefore(values[Group.IdxX + half], indices[Group.IdxX + half], values[Group.IdxX], indices[Group.IdxX]))
            {
                values[Group.IdxX] = values[Group.IdxX + half];
                indices[Group.IdxX] = indices[Group.IdxX + half];
            }

            Group.Barrier();
        }
    }

    /// <summary>Whether a value comes before another: it is larger, or as large with a lower index.</summary>
    public static bool IsBefore(float value, int index, float other, int otherIndex) => value > other || (value == other && index < otherIndex);
}
