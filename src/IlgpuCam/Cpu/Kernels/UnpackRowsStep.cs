using IlgpuCam.Cpu.Planning;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Copies blocks of channels into dense rows, all channels of a pixel side by side; a turn is an image.</summary>
/// <param name="source">Blocked maps of one row, without a border.</param>
/// <param name="destination">As many rows as the maps have pixels in all images.</param>
internal sealed unsafe class UnpackRowsStep(Form source, Form destination) : Step
{
    internal override int Tasks { get; } = source.Batch;

    internal override void Execute(int task, RunFrame* frame)
    {
        var (lanes, channels) = (source.Pixel, source.Channels);
        var to = destination.At(frame) + ((nint)task * source.Width * channels);
        for (var plane = 0; plane < source.Planes; plane++, to += lanes)
        {
            var from = source.PlaneAt(frame, (task * source.Planes) + plane);
            var present = Math.Min(lanes, channels - (plane * lanes));
            for (nint x = 0; x < source.Width; x++)
            {
                new ReadOnlySpan<float>(from + (x * lanes), present).CopyTo(new(to + (x * channels), present));
            }
        }
    }
}
