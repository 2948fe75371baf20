using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Collects elements of a dense value by fixed steps along each axis; axes that follow each other without a gap count as one. A turn is some rows of the last axis.</summary>
internal sealed unsafe class StridedCopyStep : Step
{
    private const int ElementsATurn = 1 << 14;

    private readonly Form _input;
    private readonly Form _output;
    private readonly nint _offset;
    private readonly int[] _lengths;
    private readonly nint[] _strides;
    private readonly long _rows;
    private readonly long _rowsATurn;

    /// <summary>Creates the step.</summary>
    /// <param name="input">A dense value.</param>
    /// <param name="output">The result, dense.</param>
    /// <param name="view">Where its elements come from.</param>
    internal StridedCopyStep(Form input, Form output, StridedView view)
    {
        (_input, _output, _offset) = (input, output, (nint)view.Offset);
        var (lengths, strides) = Merge(view);
        (_lengths, _strides) = ([.. lengths], [.. strides]);
        _rows = output.Shape.ElementCount / Math.Max(1, _lengths[^1]);
        _rowsATurn = Math.Max(1, ElementsATurn / Math.Max(1, _lengths[^1]));
        Tasks = checked((int)((_rows + _rowsATurn - 1) / _rowsATurn));
    }

    internal override int Tasks { get; }

    internal override void Execute(int task, RunFrame* frame)
    {
        var last = _lengths.Length - 1;
        var width = _lengths[last];
        var row = task * _rowsATurn;
        var to = _output.At(frame) + ((nint)row * width);
        var from = _input.At(frame) + _offset;
        Span<int> index = stackalloc int[_lengths.Length];
        var rest = row;
        for (var axis = last - 1; axis >= 0; axis--)
        {
            index[axis] = (int)(rest % _lengths[axis]);
            rest /= _lengths[axis];
            from += index[axis] * _strides[axis];
        }

        for (var end = Math.Min(row + _rowsATurn, _rows); row < end; row++, to += width)
        {
            Row(from, _strides[last], to, width);
            for (var axis = last - 1; axis >= 0; axis--)
            {
                from += _strides[axis];
                if (++index[axis] < _lengths[axis])
                {
                    break;
                }

                from -= index[axis] * _strides[axis];
                index[axis] = 0;
            }
        }
    }

    private static void Row(float* from, nint stride, float* to, int width)
    {
        if (stride == 1)
        {
            new ReadOnlySpan<float>(from, width).CopyTo(new(to, width));
        }
        else if (stride == 0)
        {
            new Span<float>(to, width).Fill(*from);
        }
        else
        {
            for (nint i = 0; i < width; i++)
            {
                to[i] = from[i * stride];
            }
        }
    }

    private static (List<int> Lengths, List<nint> Strides) Merge(StridedView view)
    {
        List<int> lengths = [1];
        List<nint> strides = [1];
        for (var axis = 0; axis < view.Extent.Rank; axis++)
        {
            var (length, stride) = (view.Extent[axis], (nint)view.Strides[axis]);
            if (length == 1)
            {
                continue;
            }

            if (lengths[^1] == 1)
            {
                (lengths[^1], strides[^1]) = (length, stride);
            }
            else if (strides[^1] == stride * length && (long)lengths[^1] * length <= int.MaxValue)
            {
                (lengths[^1], strides[^1]) = (lengths[^1] * length, stride);
            }
            else
            {
                lengths.Add(length);
                strides.Add(stride);
            }
        }

        return (lengths, strides);
    }
}
