using System.Collections.Immutable;

namespace IlgpuCam.Models.Operators;

/// <summary>Some axes of a tensor, walked through in row-major order.</summary>
internal sealed class StridedWalk
{
    private readonly (int Length, long Stride)[] _axes;

    /// <summary>Joins axes that follow each other in memory as well.</summary>
    /// <param name="axes">Length and distance in elements of each axis, outermost first.</param>
    internal StridedWalk(ImmutableArray<(int Length, long Stride)> axes)
    {
        var joined = new List<(int Length, long Stride)>();
        foreach (var axis in axes.Where(a => a.Length != 1))
        {
            if (joined.Count > 0 && joined[^1].Stride == axis.Stride * axis.Length && (long)joined[^1].Length * axis.Length <= int.MaxValue)
            {
                joined[^1] = (joined[^1].Length * axis.Length, axis.Stride);
            }
            else
            {
                joined.Add(axis);
            }
        }

        _axes = joined.Count == 0 ? [(1, 0)] : [.. joined];
        Count = _axes.Aggregate(1L, (product, axis) => product * axis.Length);
    }

    /// <summary>The number of elements on the way.</summary>
    internal long Count { get; }

    /// <summary>Elements on the innermost axis.</summary>
    internal int Inner => _axes[^1].Length;

    /// <summary>The distance in elements between neighbours there.</summary>
    internal long InnerStride => _axes[^1].Stride;

    /// <summary>Where an element is, in elements from the first one.</summary>
    /// <param name="index">Its place on the way.</param>
    internal long Offset(long index)
    {
        var offset = 0L;
        for (var axis = _axes.Length - 1; axis >= 0; axis--)
        {
            offset += index % _axes[axis].Length * _axes[axis].Stride;
            index /= _axes[axis].Length;
        }

        return offset;
    }
}
