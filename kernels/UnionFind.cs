namespace IlgpuCam.Kernels;

/// <summary>
/// Sets as trees of parents in which every element's parent comes before it, so that a set is known by its first element (label equivalence; Playne and Hawick 2018, "A new algorithm for parallel
/// connected-component labelling on GPUs"). All accesses are atomic: other work-items join sets at the same time.
/// </summary>
public static class UnionFind
{
    /// <summary>The first element of a set.</summary>
    /// <param name="parents">The trees.</param>
    /// <param name="element">An element.</param>
    public static int Find(ArrayView<int> parents, int element)
    {
        var parent = Atomic.Or(ref parents[element], 0);
        while (parent != element)
        {
            element = parent;
            parent = Atomic.Or(ref parents[element], 0);
        }

        return element;
    }

    /// <summary>Joins the sets of two elements.</summary>
    /// <param name="parents">The trees.</param>
    /// <param name="a">An element.</param>
    /// <param name="b">Another.</param>
    public static void Unite(ArrayView<int> parents, int a, int b)
    {
        var isDone = false;
        while (!isDone)
        {
            a = Find(parents, a);
            b = Find(parents, b);
            if (a == b)
            {
                isDone = true;
            }
            else
            {
                var first = Math.Min(a, b);
                var last = Math.Max(a, b);

                // Where someone else has given the later root a parent in between, that parent's set is still to be joined with the earlier one's.
                var old = Atomic.Min(ref parents[last], first);
                isDone = old == last;
                a = old;
                b = first;
            }
        }
    }
}
