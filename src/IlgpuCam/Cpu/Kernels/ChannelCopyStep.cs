using IlgpuCam.Cpu.Planning;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Copies blocked maps to some channels of other blocked maps; a turn is a band of rows of one image, since neighbouring channels may share a block.</summary>
/// <param name="input">The maps.</param>
/// <param name="output">Where they go.</param>
/// <param name="offset">The first channel there.</param>
internal sealed unsafe class ChannelCopyStep(Form input, Form output, int offset) : Step
{
    private readonly RowBands _bands = new(output.Batch, 1, output.Height);

    internal override int Tasks => _bands.Tasks;

    internal override void Execute(int task, RunFrame* frame)
    {
        var (image, first, end) = _bands.At(task);
        var lanes = input.Pixel;
        for (var channel = 0; channel < input.Channels;)
        {
            var target = offset + channel;
            var (lane, targetLane) = (channel % lanes, target % lanes);
            var count = Math.Min(Math.Min(lanes - lane, lanes - targetLane), input.Channels - channel);
            var from = input.PlaneAt(frame, (image * input.Planes) + (channel / lanes)) + lane + ((nint)first * input.Pitch);
            var to = output.PlaneAt(frame, (image * output.Planes) + (target / lanes)) + targetLane + ((nint)first * output.Pitch);
            for (var y = first; y < end; y++, from += input.Pitch, to += output.Pitch)
            {
                if (count == lanes)
                {
                    new Span<float>(from, input.Width * lanes).CopyTo(new(to, input.Width * lanes));
                    continue;
                }

                for (nint x = 0; x < input.Width; x++)
                {
                    for (var i = 0; i < count; i++)
                    {
                        to[(x * lanes) + i] = from[(x * lanes) + i];
                    }
                }
            }

            channel += count;
        }
    }
}
