namespace IlgpuCam.Tensors;

/// <summary>The columns of a matrix as rows, all multiplied by one number.</summary>
/// <param name="source">A matrix of floats.</param>
/// <param name="scale">The number.</param>
internal sealed class ScaledColumns(ConstantTensor source, float scale) : DerivedValues
{
    private const int ColumnsAtOnce = 64;

    private readonly int _rows = source.Shape[1];
    private readonly int _length = source.Shape[0];

    /// <inheritdoc/>
    internal override void Fill(int first, Span<float> destination)
    {
        // Short pieces of the source's lines, since a step down a column is far: all numbers of some columns for each.
        Span<float> line = stackalloc float[ColumnsAtOnce];
        var end = destination.Length == 0 ? 0 : ((first + destination.Length - 1) / _length) + 1;
        for (var row = end == 0 ? 0 : first / _length; row < end; row += ColumnsAtOnce)
        {
            var piece = line[..Math.Min(ColumnsAtOnce, end - row)];
            for (var column = 0; column < _length; column++)
            {
                source.CopyTo((column * _rows) + row, piece);
                for (var i = 0; i < piece.Length; i++)
                {
                    var place = ((row + i) * (long)_length) + column - first;
                    if ((ulong)place < (ulong)destination.Length)
                    {
                        destination[(int)place] = scale * piece[i];
                    }
                }
            }
        }
    }

    /// <summary>Releases once, behind the last row: every page of the source has parts of all rows.</summary>
    internal override void ReleasePages(int first, int count)
    {
        if (first + count == source.Shape.ElementCount)
        {
            source.ReleasePages();
        }
    }
}
