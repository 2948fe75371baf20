using System.Collections;
using System.Runtime.CompilerServices;
using IlgpuCam.Models;

namespace IlgpuCam.Tensors;

/// <summary>The lengths of a tensor's axes, outermost first; images are N, C, H, W. Immutable, compared by value, written as a collection: <c>[1, 3, 224, 224]</c>.</summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public sealed class Shape : IEquatable<Shape>, IEnumerable<int>
{
    // What other runtimes and NumPy allow; a hostile file could ask for millions.
    private const int MaximumRank = 64;

    private readonly int[] _dimensions;

    private Shape(int[] dimensions)
    {
        if (dimensions.Length > MaximumRank)
        {
            throw new NetworkException($"A shape has at most {MaximumRank} axes, found {dimensions.Length}.");
        }

        _dimensions = dimensions;
        var count = 1L;
        foreach (var dimension in dimensions)
        {
            if (dimension < 0)
            {
                throw new NetworkException($"A shape has only lengths of 0 or more, found {dimension}.");
            }

            if (dimension != 0 && count > long.MaxValue / 8 / dimension)
            {
                throw new NetworkException($"The shape {string.Join('x', dimensions)} has too many elements.");
            }

            count *= dimension;
        }

        ElementCount = count;
    }

    /// <summary>The shape of a single number, without axes.</summary>
    public static Shape Scalar { get; } = new([]);

    /// <summary>The number of axes.</summary>
    public int Rank => _dimensions.Length;

    /// <summary>The product of all lengths; 1 for a scalar.</summary>
    public long ElementCount { get; }

    /// <summary>The lengths, outermost first.</summary>
    public ReadOnlySpan<int> Dimensions => _dimensions;

    /// <summary>The length of one axis.</summary>
    /// <param name="axis">0 for the outermost.</param>
    public int this[int axis] => _dimensions[axis];

    /// <summary>Creates a shape.</summary>
    /// <param name="dimensions">The lengths, outermost first.</param>
    /// <exception cref="NetworkException">A length is negative, or the elements are too many to count.</exception>
    public static Shape Create(ReadOnlySpan<int> dimensions) => dimensions.IsEmpty ? Scalar ?? new([]) : new(dimensions.ToArray());

    /// <summary>Creates a shape from 64-bit lengths, as files hold them.</summary>
    /// <param name="dimensions">The lengths, outermost first.</param>
    /// <exception cref="NetworkException">A length is negative or above 2^31 - 1, or the elements are too many to count.</exception>
    public static Shape FromInt64(ReadOnlySpan<long> dimensions)
    {
        var lengths = new int[dimensions.Length];
        for (var i = 0; i < lengths.Length; i++)
        {
            lengths[i] = dimensions[i] is >= 0 and <= int.MaxValue
                ? (int)dimensions[i]
                : throw new NetworkException($"A shape has only lengths from 0 to {int.MaxValue}, found {dimensions[i]}.");
        }

        return new(lengths);
    }

    /// <summary>The same shape with one axis of another length.</summary>
    /// <param name="axis">0 for the outermost.</param>
    /// <param name="length">The new length.</param>
    public Shape With(int axis, int length)
    {
        var copy = (int[])_dimensions.Clone();
        copy[axis] = length;
        return new(copy);
    }

    /// <inheritdoc/>
    public bool Equals(Shape? other) => other is not null && _dimensions.AsSpan().SequenceEqual(other._dimensions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var dimension in _dimensions)
        {
            hash.Add(dimension);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_dimensions).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The lengths with an x between them, such as <c>1x3x224x224</c>; <c>scalar</c> without axes.</summary>
    public override string ToString() => Rank == 0 ? "scalar" : string.Join('x', _dimensions);
}
