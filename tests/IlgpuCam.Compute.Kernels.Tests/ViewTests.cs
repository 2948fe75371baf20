namespace IlgpuCam.Compute.Kernels.Tests;

[KernelVector]
public struct Float4
{
    public float X, Y, Z, W;
}

public static partial class ViewKernels
{
    [Kernel]
    public static void Vectors(ArrayView<float> a, ArrayView<float> result)
    {
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        var from = a.Cast<Float4>();
        var to = result.Cast<Float4>();
        if (i < to.IntLength)
        {
            var v = from[i];
            v.X += v.W;
            to[i] = v;
            to[i].Z = -v.Y;
        }
    }

    [Kernel]
    public static void Parts(ArrayView<float> a, ArrayView<float> result)
    {
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i >= result.IntLength)
        {
            return;
        }

        var half = a.SubView(0, (a.IntLength + 1) / 2);
        var rest = a.SubView(i);
        ArrayView<float> chosen;
        if (i % 2 == 0)
        {
            chosen = rest;
        }
        else
        {
            chosen = half;
        }

        result[i] = First(chosen) + Last(half) + rest.Length;
    }

    [Kernel]
    public static void Halves(ArrayView<Half> a, ArrayView<Half> result)
    {
        var local = LocalMemory.Allocate<Half>(2);
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i < result.IntLength)
        {
            local[i & 1] = a[i];
            result[i] = (Half)((float)local[i & 1] * 3.14159f);
        }
    }

    private static float First(ArrayView<float> view) => view[0];

    private static float Last(ArrayView<float> view) => view[view.Length - 1];
}

/// <summary>Views of parts, of other element types, and of halves.</summary>
public sealed class ViewTests
{
    [Theory, OnEveryAccelerator(4, 444, 1024)]
    public void Vectors_of_four_are_loaded_and_stored(string accelerator, int size)
    {
        float[] a = [.. Enumerable.Range(0, size).Select(v => (float)v)];
        var expected = a.Chunk(4).SelectMany(v => new[] { v[0] + v[3], v[1], -v[1], v[3] });
        Assert.Equal(expected, Accelerators.Run<float, float>(accelerator, ViewKernels.Vectors, a, size));
    }

    [Theory, OnEveryAccelerator]
    public void Parts_of_views_know_their_length(string accelerator, int size)
    {
        float[] a = [.. Enumerable.Range(0, size).Select(v => (float)v)];
        var expected = a.Select((_, i) => (i % 2 == 0 ? a[i] : a[0]) + a[(size + 1) / 2 - 1] + (size - i));
        Assert.Equal(expected, Accelerators.Run<float, float>(accelerator, ViewKernels.Parts, a, size));
    }

    [Theory, OnEveryAccelerator]
    public void Halves_are_storage_for_floats(string accelerator, int size)
    {
        Half[] a = [.. Values.Ints(size, 2).Select(v => (Half)(v % 70000))];
        Assert.Equal(a.Select(v => (Half)((float)v * 3.14159f)), Accelerators.Run<Half, Half>(accelerator, ViewKernels.Halves, a, size));
    }
}
