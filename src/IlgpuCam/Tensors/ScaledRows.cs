namespace IlgpuCam.Tensors;

/// <summary>A constant whose rows (its first axis) are multiplied by a number each, in double precision.</summary>
internal sealed class ScaledRows : DerivedValues
{
    private readonly ConstantTensor _source;
    private readonly double[] _factors;
    private readonly int _length;

    /// <summary>Multiplies rows; where they are multiplied already, the factors are.</summary>
    /// <param name="source">Floats.</param>
    /// <param name="factors">One number a row.</param>
    internal ScaledRows(ConstantTensor source, double[] factors)
    {
        var known = source.Derived is ScaledRows rows && rows._factors.Length == factors.Length ? rows : null;
        (_source, _factors) = (known?._source ?? source, factors);
        for (var i = 0; known is not null && i < factors.Length; i++)
        {
            _factors[i] *= known._factors[i];
        }

        _length = (int)(source.Shape.ElementCount / factors.Length);
    }

    /// <inheritdoc/>
    internal override void Fill(int first, Span<float> destination)
    {
        _source.CopyTo(first, destination);
        while (destination.Length > 0)
        {
            var (row, column) = Math.DivRem(first, _length);
            var count = Math.Min(_length - column, destination.Length);
            var factor = _factors[row];
            foreach (ref var value in destination[..count])
            {
                value = (float)(value * factor);
            }

            first += count;
            destination = destination[count..];
        }
    }

    /// <inheritdoc/>
    internal override void ReleasePages(int first, int count) => _source.ReleasePages(first, count);
}
