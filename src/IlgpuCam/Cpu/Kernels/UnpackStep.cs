using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Copies blocks of channels into dense maps.</summary>
internal sealed unsafe class UnpackStep(Form source, Form destination) : Step
{
    internal override int Tasks { get; } = source.Batch * source.Planes;

    internal override void Execute(int task, RunFrame* frame)
    {
        var lanes = source.Pixel;
        var (width, map) = (source.Width, (nint)source.Width * source.Height);
        var channel = task % source.Planes * lanes;
        var to = destination.At(frame) + ((((nint)(task / source.Planes) * source.Channels) + channel) * map);
        var from = source.PlaneAt(frame, task);
        var present = Math.Min(lanes, source.Channels - channel);

        // Rows without anything between them are one.
        var (rows, pixels) = source.Pitch == width * lanes ? (1, width * source.Height) : (source.Height, width);
        for (var y = 0; y < rows; y++, from += source.Pitch, to += width)
        {
            Transposition.Copy(from, lanes, to, map, pixels, present);
        }
    }
}
