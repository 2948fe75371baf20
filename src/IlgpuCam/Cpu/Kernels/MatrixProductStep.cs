using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Products of two stacks of dense matrices; a turn is some rows of one product. Four rows by two vectors stay in registers.</summary>
internal sealed unsafe class MatrixProductStep<TVector, TSimd> : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    private const long ProductsATurn = 1 << 16;

    private readonly Form _a;
    private readonly Form _b;
    private readonly Form _output;
    private readonly Shape _stack;
    private readonly long[] _stepsA;
    private readonly long[] _stepsB;
    private readonly int _rows;
    private readonly int _inner;
    private readonly int _columns;
    private readonly int _rowsATurn;
    private readonly int _turns;

    /// <summary>Creates the step.</summary>
    /// <param name="a">The left matrices, dense.</param>
    /// <param name="b">The right ones, dense.</param>
    /// <param name="output">The products, dense.</param>
    /// <param name="context">Their shapes.</param>
    internal MatrixProductStep(Form a, Form b, Form output, InferenceContext context)
    {
        (_a, _b, _output) = (a, b, output);
        var (left, right) = MatrixProduct.Matrices(context);
        (_rows, _inner, _columns) = (left[left.Rank - 2], left[left.Rank - 1], right[right.Rank - 1]);
        _stack = MatrixProduct.Stack(context);
        _stepsA = Folding.BroadcastStrides(Shape.Create(left.Dimensions[..^2]), _stack);
        _stepsB = Folding.BroadcastStrides(Shape.Create(right.Dimensions[..^2]), _stack);
        _rowsATurn = (int)Math.Clamp(ProductsATurn / Math.Max(1, (long)_inner * _columns), 4, 1 << 16);
        _turns = (int)(((long)_rows + _rowsATurn - 1) / _rowsATurn);
        Tasks = output.Shape.ElementCount == 0 ? 0 : checked((int)(_stack.ElementCount * _turns));
    }

    internal override int Tasks { get; }

    internal override void Execute(int task, RunFrame* frame)
    {
        var (index, turn) = (task / _turns, task % _turns);
        var a = _a.At(frame);
        var b = _b.At(frame);
        var rest = index;
        for (var axis = _stack.Rank - 1; axis >= 0; axis--)
        {
            var place = rest % _stack[axis];
            rest /= _stack[axis];
            a += (nint)(place * _stepsA[axis]) * _rows * _inner;
            b += (nint)(place * _stepsB[axis]) * _inner * _columns;
        }

        var row = turn * _rowsATurn;
        var end = (int)Math.Min((long)row + _rowsATurn, _rows);
        var to = _output.At(frame) + ((((nint)index * _rows) + row) * _columns);
        a += (nint)row * _inner;
        for (; row < end;)
        {
            var count = row + 4 <= end ? 4 : 1;
            Rows(a, b, to, count);
            row += count;
            a += (nint)count * _inner;
            to += (nint)count * _columns;
        }
    }

    private void Rows(float* a, float* b, float* to, int count)
    {
        // The last vector may overlap with the one before it, which computes some columns twice and alike.
        nint column = 0;
        while (column < _columns)
        {
            if (column + (2 * TSimd.Lanes) <= _columns && count == 4)
            {
                Four(a, b + column, to + column);
                column += 2 * TSimd.Lanes;
                continue;
            }

            if (_columns < TSimd.Lanes)
            {
                Single(a, b, to, count);
                return;
            }

            column = Math.Min(column, _columns - TSimd.Lanes);
            for (nint i = 0; i < count; i++)
            {
                One(a + (i * _inner), b + column, to + (i * _columns) + column);
            }

            column += TSimd.Lanes;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Four(float* a, float* b, float* to)
    {
        nint inner = _inner, columns = _columns;
        TVector p0 = TSimd.Broadcast(0), p1 = p0, p2 = p0, p3 = p0, q0 = p0, q1 = p0, q2 = p0, q3 = p0;
        for (nint k = 0; k < inner; k++, b += columns)
        {
            var (v, w) = (TSimd.Load(b), TSimd.Load(b + TSimd.Lanes));
            var f = TSimd.Broadcast(a[k]);
            p0 = TSimd.MultiplyAdd(f, v, p0);
            q0 = TSimd.MultiplyAdd(f, w, q0);
            f = TSimd.Broadcast(a[inner + k]);
            p1 = TSimd.MultiplyAdd(f, v, p1);
            q1 = TSimd.MultiplyAdd(f, w, q1);
            f = TSimd.Broadcast(a[(2 * inner) + k]);
            p2 = TSimd.MultiplyAdd(f, v, p2);
            q2 = TSimd.MultiplyAdd(f, w, q2);
            f = TSimd.Broadcast(a[(3 * inner) + k]);
            p3 = TSimd.MultiplyAdd(f, v, p3);
            q3 = TSimd.MultiplyAdd(f, w, q3);
        }

        TSimd.Store(p0, to);
        TSimd.Store(q0, to + TSimd.Lanes);
        TSimd.Store(p1, to + columns);
        TSimd.Store(q1, to + columns + TSimd.Lanes);
        TSimd.Store(p2, to + (2 * columns));
        TSimd.Store(q2, to + (2 * columns) + TSimd.Lanes);
        TSimd.Store(p3, to + (3 * columns));
        TSimd.Store(q3, to + (3 * columns) + TSimd.Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void One(float* a, float* b, float* to)
    {
        var sum = TSimd.Broadcast(0);
        for (nint k = 0; k < _inner; k++, b += _columns)
        {
            sum = TSimd.MultiplyAdd(TSimd.Broadcast(a[k]), TSimd.Load(b), sum);
        }

        TSimd.Store(sum, to);
    }

    private void Single(float* a, float* b, float* to, int count)
    {
        for (nint i = 0; i < count; i++)
        {
            for (nint j = 0; j < _columns; j++)
            {
                var sum = 0f;
                for (nint k = 0; k < _inner; k++)
                {
                    sum += a[(i * _inner) + k] * b[(k * _columns) + j];
                }

                to[(i * _columns) + j] = sum;
            }
        }
    }
}
