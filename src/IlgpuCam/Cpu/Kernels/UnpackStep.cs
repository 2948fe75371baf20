using IlgpuCam.Cpu.Planning;

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
        for (var y = 0; y < source.Height; y++, from += source.Pitch, to += width)
        {
            for (var lane = 0; lane < present; lane++)
            {
                for (var x = 0; x < width; x++)
                {
                    to[(lane * map) + x] = from[(x * lanes) + lane];
                }
            }
        }
    }
}
