using System.Collections.Immutable;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Copies a dense value, with elements of its own around it; a turn is a row of the last axis.</summary>
internal sealed unsafe class MirrorStep : Step
{
    private readonly Form _input;
    private readonly Form _output;
    private readonly int[][] _places;

    /// <summary>Creates the step.</summary>
    /// <param name="input">A dense value.</param>
    /// <param name="output">The result, dense.</param>
    /// <param name="pads">Elements before each axis, then after each axis.</param>
    /// <param name="mode">Which elements they are.</param>
    internal MirrorStep(Form input, Form output, ImmutableArray<int> pads, PadMode mode)
    {
        (_input, _output) = (input, output);
        _places = new int[output.Shape.Rank][];
        if (output.Shape.ElementCount == 0)
        {
            return; // Of an empty value a single axis may be longer than memory.
        }

        for (var axis = 0; axis < _places.Length; axis++)
        {
            _places[axis] = new int[output.Shape[axis]];
            for (var i = 0; i < _places[axis].Length; i++)
            {
                _places[axis][i] = Pad.Place(i - (long)pads[axis], input.Shape[axis], mode);
            }
        }

        Tasks = _places.Length == 0 ? 1 : checked((int)(output.Shape.ElementCount / _places[^1].Length));
    }

    internal override int Tasks { get; }

    internal override void Execute(int task, RunFrame* frame)
    {
        var from = _input.At(frame);
        var to = _output.At(frame);
        if (_places.Length == 0)
        {
            *to = *from;
            return;
        }

        var columns = _places[^1];
        var (rest, step) = (task, (nint)_input.Shape[_places.Length - 1]);
        for (var axis = _places.Length - 2; axis >= 0; axis--)
        {
            from += _places[axis][rest % _places[axis].Length] * step;
            rest /= _places[axis].Length;
            step *= _input.Shape[axis];
        }

        to += (nint)task * columns.Length;
        for (nint i = 0; i < columns.Length; i++)
        {
            to[i] = from[columns[i]];
        }
    }
}
