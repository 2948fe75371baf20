using IlgpuCam.Cpu.Planning;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Copies chosen channels of blocked maps to other blocked maps; a turn is one block of channels of one image of the result.</summary>
/// <param name="input">The maps.</param>
/// <param name="output">The result, of as many rows and columns.</param>
/// <param name="channels">For each channel of the result that of the input.</param>
internal sealed unsafe class ChannelGatherStep(Form input, Form output, int[] channels) : Step
{
    internal override int Tasks { get; } = output.Shape.ElementCount == 0 ? 0 : output.Batch * output.Planes;

    internal override void Execute(int task, RunFrame* frame)
    {
        var lanes = output.Pixel;
        var (image, first) = (task / output.Planes, task % output.Planes * lanes);
        var count = Math.Min(lanes, channels.Length - first);
        var to = output.PlaneAt(frame, task);
        if (IsBlock(first, count, lanes))
        {
            var from = input.PlaneAt(frame, (image * input.Planes) + (channels[first] / lanes));
            for (var y = 0; y < output.Height; y++, from += input.Pitch, to += output.Pitch)
            {
                new ReadOnlySpan<float>(from, output.Width * lanes).CopyTo(new(to, output.Width * lanes));
            }

            return;
        }

        for (var lane = 0; lane < count; lane++)
        {
            var channel = channels[first + lane];
            var from = input.PlaneAt(frame, (image * input.Planes) + (channel / lanes)) + (channel % lanes);
            var row = to + lane;
            for (var y = 0; y < output.Height; y++, from += input.Pitch, row += output.Pitch)
            {
                for (nint x = 0; x < output.Width; x++)
                {
                    row[x * lanes] = from[x * lanes];
                }
            }
        }
    }

    /// <summary>Whether channels are the first ones of one block, in their order.</summary>
    private bool IsBlock(int first, int count, int lanes)
    {
        var isBlock = channels[first] % lanes == 0;
        for (var i = 1; i < count; i++)
        {
            isBlock &= channels[first + i] == channels[first] + i;
        }

        return isBlock;
    }
}
