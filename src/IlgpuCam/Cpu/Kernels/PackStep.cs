using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Copies dense maps into blocks of channels; lanes without a channel become zero.</summary>
internal sealed unsafe class PackStep(Form source, Form destination) : Step
{
    internal override int Tasks { get; } = destination.Batch * destination.Planes;

    internal override void Execute(int task, RunFrame* frame)
    {
        var lanes = destination.Pixel;
        var (width, map) = (destination.Width, (nint)destination.Width * destination.Height);
        var channel = task % destination.Planes * lanes;
        var from = source.At(frame) + ((((nint)(task / destination.Planes) * destination.Channels) + channel) * map);
        var to = destination.PlaneAt(frame, task);
        var present = Math.Min(lanes, destination.Channels - channel);
        for (var y = 0; y < destination.Height; y++, from += width, to += destination.Pitch)
        {
            if (lanes == 1)
            {
                new Span<float>(from, width).CopyTo(new(to, width));
                continue;
            }

            if (present < lanes)
            {
                new Span<float>(to, width * lanes).Clear();
            }

            Transposition.Copy(from, map, to, lanes, present, width);
        }
    }
}
