using IlgpuCam.Cpu.Planning;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Copies blocked maps to some channels of other blocked maps; a turn is an image, since neighbouring channels may share a block.</summary>
/// <param name="input">The maps.</param>
/// <param name="output">Where they go.</param>
/// <param name="offset">The first channel there.</param>
internal sealed unsafe class ChannelCopyStep(Form input, Form output, int offset) : Step
{
    internal override int Tasks { get; } = output.Batch;

    internal override void Execute(int task, RunFrame* frame)
    {
        var lanes = input.Pixel;
        for (var channel = 0; channel < input.Channels;)
        {
            var target = offset + channel;
            var (lane, targetLane) = (channel % lanes, target % lanes);
            var count = Math.Min(Math.Min(lanes - lane, lanes - targetLane), input.Channels - channel);
            var from = input.PlaneAt(frame, (task * input.Planes) + (channel / lanes)) + lane;
            var to = output.PlaneAt(frame, (task * output.Planes) + (target / lanes)) + targetLane;
            for (var y = 0; y < input.Height; y++, from += input.Pitch, to += output.Pitch)
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
