using System.Runtime.InteropServices;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Planning;

/// <summary>The weights of a layer as the rows of a matrix, read a few rows at a time while they are packed: where they lie, where their type and order allow that.</summary>
/// <param name="tensor">The weights.</param>
/// <param name="rows">How many rows there are.</param>
/// <param name="isTransposed">Whether the tensor has the rows as its columns.</param>
internal sealed class WeightRows(ConstantTensor tensor, int rows, bool isTransposed = false)
{
    /// <summary>Bytes read before the pages of a mapped file are released.</summary>
    private const int ReleaseStep = 4 << 20;

    private readonly int _length = (int)(tensor.Shape.ElementCount / Math.Max(1, rows));
    private float[] _converted = [];
    private int _released;

    /// <summary>The weights.</summary>
    internal ConstantTensor Tensor => tensor;

    /// <summary>Whether the tensor has the rows as its columns.</summary>
    internal bool IsTransposed => isTransposed;

    /// <summary>Some rows, one behind the other.</summary>
    /// <param name="first">The first row. Rows are read in order.</param>
    /// <param name="count">How many.</param>
    /// <returns>Valid until the next call, and while this object is in use.</returns>
    internal ReadOnlySpan<float> Read(int first, int count)
    {
        if (isTransposed)
        {
            return ReadColumns(first, count);
        }

        ReleaseBefore(first);
        if (tensor is { Type: ElementType.Float32, Derived: null })
        {
            return tensor.AsSpan<float>().Slice(first * _length, count * _length);
        }

        var converted = Room(count * _length);
        tensor.CopyTo(first * _length, converted);
        return converted;
    }

    /// <summary>All of them, column by column: what each input adds to all results lies together.</summary>
    /// <param name="pitch">Floats from column to column, at least the number of rows; those beyond it are 0.</param>
    /// <param name="budget">Bounds the memory.</param>
    /// <param name="owner">Named in errors.</param>
    internal unsafe AlignedBuffer PackColumns(int pitch, PackingBudget budget, string owner) =>
        budget.Pack(this, new(Packing.Columns, 1, 1, default, pitch), (long)_length * pitch, owner, packed =>
        {
            for (var row = 0; row < rows; row++)
            {
                var values = Read(row, 1);
                for (var i = 0; i < values.Length; i++)
                {
                    packed.Pointer[((nint)i * pitch) + row] = values[i];
                }
            }
        });

    /// <summary>All of them as they are.</summary>
    /// <param name="pitch">Floats from row to row, at least a row's length; those beyond it are 0.</param>
    /// <param name="budget">Bounds the memory.</param>
    /// <param name="owner">Named in errors.</param>
    internal AlignedBuffer PackRows(int pitch, PackingBudget budget, string owner) =>
        budget.Pack(this, new(Packing.Rows, 1, 1, default, pitch), (long)rows * pitch, owner, packed =>
        {
            for (var row = 0; row < rows; row++)
            {
                Read(row, 1).CopyTo(packed.Span.Slice(row * pitch, _length));
            }
        });

    /// <summary>Ends the reading.</summary>
    internal void Release()
    {
        tensor.ReleasePages();
        _converted = [];
    }

    private Span<float> Room(int length)
    {
        if (_converted.Length < length)
        {
            _converted = GC.AllocateUninitializedArray<float>(length);
        }

        return _converted.AsSpan(0, length);
    }

    private void ReleaseBefore(int row)
    {
        var count = (row * _length) - _released;
        if (count * (long)tensor.Type.Size() >= ReleaseStep)
        {
            tensor.ReleasePages(_released, count);
            _released += count;
        }
    }

    private Span<float> ReadColumns(int first, int count)
    {
        var columns = Room(count * _length);
        if (tensor is { Type: ElementType.Float32, Derived: null })
        {
            Turn(tensor.AsSpan<float>()[first..], columns, rows, count);
            return columns;
        }

        // A few lines of the tensor at a time are enough.
        Span<float> line = stackalloc float[64];
        line = count <= line.Length ? line[..count] : new float[count];
        for (var i = 0; i < _length; i++)
        {
            tensor.CopyTo((i * rows) + first, line);
            for (var j = 0; j < count; j++)
            {
                columns[(j * _length) + i] = line[j];
            }
        }

        return columns;
    }

    private void Turn(ReadOnlySpan<float> source, Span<float> columns, int pitch, int count)
    {
        for (var i = 0; i < _length; i++)
        {
            var line = source.Slice(i * pitch, count);
            for (var j = 0; j < line.Length; j++)
            {
                columns[(j * _length) + i] = line[j];
            }
        }
    }
}
