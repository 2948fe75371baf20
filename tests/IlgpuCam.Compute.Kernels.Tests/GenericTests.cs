using System.Numerics;

namespace IlgpuCam.Compute.Kernels.Tests;

public interface IActivation
{
    static abstract float Apply(float x);
}

public interface ITile
{
    static abstract int Rows { get; }

    static virtual int Columns => 4;
}

public struct Relu : IActivation
{
    public static float Apply(float x) => MathF.Max(x, 0);
}

public struct Leaky : IActivation
{
    private const float Slope = 0.125f;

    public static float Apply(float x) => x < 0 ? x * Slope : x;
}

public struct Small : ITile
{
    public static int Rows => 2;
}

public struct Large : ITile
{
    private static readonly int Base = 3;

    public static int Rows => Base + 2;

    public static int Columns { get; } = 8;
}

public static partial class GenericKernels
{
    [Kernel]
    [KernelInstance<Relu, Small>]
    [KernelInstance<Leaky, Large>]
    public static void Tiles<TActivation, TTile>(ArrayView<float> a, ArrayView<float> result)
        where TActivation : struct, IActivation
        where TTile : struct, ITile
    {
        var rows = LocalMemory.Allocate<float>(TTile.Rows * TTile.Columns);
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i >= result.IntLength)
        {
            return;
        }

        for (var r = 0; r < TTile.Rows; r++)
        {
            for (var c = 0; c < TTile.Columns; c++)
            {
                rows[r * TTile.Columns + c] = TActivation.Apply(a[i] * (r - c));
            }
        }

        var sum = 0f;
        for (var k = 0; k < rows.IntLength; k++)
        {
            sum += rows[k];
        }

        result[i] = sum;
    }

    [Kernel, KernelInstance<int>, KernelInstance<float>, KernelInstance<byte>]
    public static void Polynomial<T>(ArrayView<T> a, ArrayView<T> result, T scale)
        where T : unmanaged, INumber<T>
    {
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i < result.IntLength)
        {
            result[i] = Of(a[i], scale);
        }
    }

    public static T Of<T>(T x, T scale)
        where T : INumber<T> => x < scale ? x * x + scale : x - scale * x;

    public static float Expected<TActivation, TTile>(float x)
        where TActivation : struct, IActivation
        where TTile : struct, ITile
    {
        var sum = 0f;
        for (var r = 0; r < TTile.Rows; r++)
        {
            for (var c = 0; c < TTile.Columns; c++)
            {
                sum += TActivation.Apply(x * (r - c));
            }
        }

        return sum;
    }
}

/// <summary>Generic kernels are made concrete for each of their instances.</summary>
public sealed class GenericTests
{
    [Theory, OnEveryAccelerator]
    public void Static_abstract_members_are_made_concrete(string accelerator, int size)
    {
        float[] a = [.. Values.Ints(size, 2).Select(v => (v & 255) - 128f)];
        Assert.Equal(a.Select(GenericKernels.Expected<Relu, Small>), Accelerators.Run<float, float>(accelerator, GenericKernels.Tiles<Relu, Small>, a, size));
        Assert.Equal(a.Select(GenericKernels.Expected<Leaky, Large>), Accelerators.Run<float, float>(accelerator, GenericKernels.Tiles<Leaky, Large>, a, size));
    }

    [Theory, OnEveryAccelerator]
    public void Operators_of_a_type_parameter_are_those_of_its_type(string accelerator, int size)
    {
        var a = Values.Ints(size, 2);
        byte[] bytes = [.. a.Select(v => (byte)v)];
        Assert.Equal(a.Select(v => GenericKernels.Of(v, 7)), Accelerators.Run<int, int>(accelerator, (s, c, x, r) => GenericKernels.Polynomial(s, c, x, r, 7), a, size));
        Assert.Equal(bytes.Select(v => GenericKernels.Of<byte>(v, 7)), Accelerators.Run<byte, byte>(accelerator, (s, c, x, r) => GenericKernels.Polynomial<byte>(s, c, x, r, 7), bytes, size));
    }

    [Fact]
    public void A_launch_without_an_instance_names_those_there_are()
    {
        var thrown = Assert.Throws<ArgumentException>(() => Accelerators.Run<float, float>("emulator", GenericKernels.Tiles<Relu, Large>, [1f], 1));
        Assert.Contains("<Relu, Small>, <Leaky, Large>", thrown.Message, StringComparison.Ordinal);
    }
}
