namespace IlgpuCam.Compute.Kernels.Tests;

/// <summary>A struct with private, read-only and automatic members, of mixed sizes.</summary>
public readonly struct Sample(byte kind, float value, short count) : IEquatable<Sample>
{
    private readonly byte _kind = kind;

    public float Value { get; } = value;

    public short Count { get; init; } = count;

    public int Kind => _kind;

    public static Sample operator +(Sample a, Sample b) => new((byte)(a._kind + b._kind), a.Value + b.Value, (short)(a.Count - b.Count));

    public Sample Scaled(float by) => new(_kind, Value * by, Count);

    public bool Equals(Sample other) => _kind == other._kind && Value.Equals(other.Value) && Count == other.Count;

    public override bool Equals(object? obj) => obj is Sample other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_kind, Value, Count);

    public static bool operator ==(Sample left, Sample right) => left.Equals(right);

    public static bool operator !=(Sample left, Sample right) => !left.Equals(right);
}

public record struct Counter(int A, long B)
{
    public Sample Inner;

    public void Add(int by)
    {
        A += by;
        B -= by;
    }

    public readonly long Total => A + B;
}

public static partial class StructKernels
{
    [Kernel]
    public static void Combine(ArrayView<Sample> a, ArrayView<Sample> b, ArrayView<Sample> result)
    {
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i < result.IntLength)
        {
            result[i] = Combined(a[i], b[i]);
        }
    }

    [Kernel]
    public static void Count(ArrayView<int> a, ArrayView<Counter> state, Counter start)
    {
        var i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i < state.IntLength)
        {
            state[i].Add(a[i]);
            state[i].Inner = start.Inner with { Count = (short)(a[i] & 7) };
            state[i].B += start.Total;
            var copy = state[i];
            copy.Add(5);
            ref var there = ref state[i];
            there.A ^= copy.A;
        }
    }

    public static Sample Combined(Sample a, Sample b)
    {
        var sum = a + b.Scaled(2);
        sum = sum with { Count = (short)(sum.Count + sum.Kind) };
        return sum.Value > 3 ? sum : new Sample(1, b.Value, a.Count) { Count = 9 };
    }
}

/// <summary>Structs in buffers, as arguments and as locals.</summary>
public sealed class StructTests
{
    [Theory, OnEveryAccelerator]
    public void Structs_have_constructors_methods_and_operators(string accelerator, int size)
    {
        Sample[] a = [.. Values.Ints(size, 2).Select(v => new Sample((byte)v, v & 1023, (short)v))], b = [.. Values.Ints(size, 3).Select(v => new Sample((byte)v, v & 511, (short)v))];

        Accelerators.Check(accelerator, StructKernels.Combine, a, b, StructKernels.Combined);
    }

    [Theory, OnEveryAccelerator]
    public void A_method_changes_a_struct_in_memory(string accelerator, int size)
    {
        var a = Values.Ints(size, 2);
        var start = new Counter(3, 4) { Inner = new(1, 2, 3) };
        var actual = Accelerators.Run<int, Counter>(accelerator, (stream, config, x, state) => StructKernels.Count(stream, config, x, state, start), a, size);
        for (var i = 0; i < size; i++)
        {
            Assert.Equal(new Counter(a[i] ^ unchecked(a[i] + 5), 7L - a[i]) { Inner = new(1, 2, (short)(a[i] & 7)) }, actual[i]);
        }
    }
}
