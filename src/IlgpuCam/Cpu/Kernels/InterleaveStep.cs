using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Puts maps together from their phases; a turn is a band of rows of one block of channels.</summary>
internal sealed unsafe class InterleaveStep<TVector, TSimd> : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    private readonly Size2 _strides;
    private readonly Form?[] _phases;
    private readonly Form _output;
    private readonly RowBands _bands;

    /// <summary>Prepares the step.</summary>
    /// <param name="op">Strides and phases.</param>
    /// <param name="phases">The phases that there are, blocked.</param>
    /// <param name="output">The result, blocked.</param>
    internal InterleaveStep(Interleave2d op, Form[] phases, Form output)
    {
        _strides = op.Strides;
        _phases = new Form?[_strides.Height * _strides.Width];
        for (var i = 0; i < phases.Length; i++)
        {
            _phases[op.Phases[i]] = phases[i];
        }

        _output = output;
        _bands = new(output);
    }

    internal override int Tasks => _bands.Tasks;

    internal override void Execute(int task, RunFrame* frame)
    {
        var (plane, first, end) = _bands.At(task);
        for (var phase = 0; phase < _phases.Length; phase++)
        {
            var (top, left) = (phase / _strides.Width, phase % _strides.Width);
            var source = _phases[phase];
            var skipped = (first - top + _strides.Height - 1) / _strides.Height;
            var start = top + (Math.Max(skipped, 0) * _strides.Height);
            var from = source is null ? null : source.PlaneAt(frame, plane) + ((nint)(start / _strides.Height) * source.Pitch);
            var to = _output.PlaneAt(frame, plane) + ((nint)start * _output.Pitch) + ((nint)left * TSimd.Lanes);
            var pixels = (_output.Width - left + _strides.Width - 1) / _strides.Width;
            for (var y = start; y < end; y += _strides.Height)
            {
                Row(from, to, pixels, (nint)_strides.Width * TSimd.Lanes);
                from += source is null ? 0 : source.Pitch;
                to += (nint)_strides.Height * _output.Pitch;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Row(float* from, float* to, int pixels, nint step)
    {
        if (from is null)
        {
            for (var zero = TSimd.Broadcast(0); pixels > 0; pixels--, to += step)
            {
                TSimd.Store(zero, to);
            }

            return;
        }

        for (; pixels > 0; pixels--, from += TSimd.Lanes, to += step)
        {
            TSimd.Store(TSimd.Load(from), to);
        }
    }
}
