using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Copies dense maps into blocks of channels; lanes without a channel become zero. A turn is a band of rows: of a picture each thread copies the rows that it convolves next.</summary>
internal sealed unsafe class PackStep(Form source, Form destination) : Step
{
    private readonly RowBands _bands = new(destination);

    internal override int Tasks => _bands.Tasks;

    internal override void Execute(int task, RunFrame* frame)
    {
        var (plane, first, end) = _bands.At(task);
        var lanes = destination.Pixel;
        var (width, map) = (destination.Width, (nint)destination.Width * destination.Height);
        var channel = plane % destination.Planes * lanes;
        var from = source.At(frame) + ((((nint)(plane / destination.Planes) * destination.Channels) + channel) * map) + ((nint)first * width);
        var to = destination.PlaneAt(frame, plane) + ((nint)first * destination.Pitch);
        var present = Math.Min(lanes, destination.Channels - channel);
        for (var y = first; y < end; y++, from += width, to += destination.Pitch)
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
