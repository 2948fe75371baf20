using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Puts maps together from their phases; a turn is a block of channels of one image.</summary>
internal sealed unsafe class InterleaveStep<TVector, TSimd> : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    private readonly Size2 _strides;
    private readonly Form?[] _phases;
    private readonly Form _output;

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
        Tasks = output.Batch * output.Planes;
    }

    internal override int Tasks { get; }

    internal override void Execute(int task, RunFrame* frame)
    {
        for (var phase = 0; phase < _phases.Length; phase++)
        {
            var (top, left) = (phase / _strides.Width, phase % _strides.Width);
            var source = _phases[phase];
            var from = source is null ? null : source.PlaneAt(frame, task);
            var to = _output.PlaneAt(frame, task) + ((nint)top * _output.Pitch) + ((nint)left * TSimd.Lanes);
            var pixels = (_output.Width - left + _strides.Width - 1) / _strides.Width;
            for (var y = top; y < _output.Height; y += _strides.Height)
            {
                Row(from, to, pixels, (nint)_strides.Width * TSimd.Lanes);
                from += source is null ? 0 : source.Pitch;
                to += (nint)_strides.Height * _output.Pitch;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
