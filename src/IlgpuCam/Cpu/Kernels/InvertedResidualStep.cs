using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>
/// A convolution, a depthwise one on its result and a 1x1 one on that one's, band by band of output rows: what is in between is in the cache only, as the rows that the next windows read.
/// A turn is a part of all rows, in scratch memory of its own; it computes the rows above its first windows once more.
/// </summary>
/// <param name="ring">The first convolution; null where the depthwise one reads the input itself.</param>
/// <param name="depthwise">The second one.</param>
/// <param name="project">The third one.</param>
/// <param name="input">What the first one reads.</param>
/// <param name="between">How a band of the depthwise convolution's result lies; not where.</param>
/// <param name="output">The result.</param>
/// <param name="residual">What the third one adds, or null.</param>
/// <param name="scratch">Memory for all turns: the ring and the band.</param>
/// <param name="turns">How many.</param>
internal sealed unsafe class InvertedResidualStep<TVector, TSimd>(
    RowRing<TVector, TSimd>? ring, DepthwiseRows<TVector, TSimd> depthwise, ConvolutionRows<TVector, TSimd> project, Form input, Form between, Form output, Form? residual,
    TurnScratch scratch, int turns) : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    private readonly WindowRows _inputRows = new(depthwise.Window.Kernel.Height, input.Pitch, depthwise.Window.Kernel.Height);
    private readonly nint _bandStart = (nint)AlignedBuffer.RoundUp(ring?.Length ?? 0);

    internal override int Tasks => turns;

    internal override string Algorithm => "fused";

    /// <summary>Floats of scratch memory a turn.</summary>
    internal static long ScratchLength(RowRing<TVector, TSimd>? ring, Form between) => AlignedBuffer.RoundUp(ring?.Length ?? 0) + AlignedBuffer.RoundUp(between.Storage.Length);

    internal override void Execute(int task, RunFrame* frame)
    {
        var height = depthwise.Window.OutputHeight;
        var rows = (long)output.Batch * height;
        var (first, end) = (rows * task / turns, rows * (task + 1) / turns);
        var memory = scratch.At(task, frame);
        ring?.ClearSides(memory);
        while (first < end)
        {
            var image = first / height;
            var next = Math.Min(end, (image + 1) * height);
            Rows((int)image, (int)(first - (image * height)), (int)(next - (image * height)), memory, frame);
            first = next;
        }
    }

    /// <summary>Computes rows of one image.</summary>
    private void Rows(int image, int first, int end, float* memory, RunFrame* frame)
    {
        var window = depthwise.Window;
        var band = memory + _bandStart;
        var known = 0;
        for (var y = first; y < end; y += between.Height)
        {
            var count = Math.Min(between.Height, end - y);
            var start = y * window.Strides.Height;
            if (ring is null)
            {
                var top = input.At(frame) + (image * input.Image) + ((start - window.Pads.Top) * (nint)input.Pitch) - ((nint)window.Pads.Left * TSimd.Lanes);
                for (var block = 0; block < between.Planes; block++)
                {
                    var arguments = depthwise.Start(block);
                    for (nint row = 0; row < count; row++)
                    {
                        depthwise.Row(
                            &arguments, _inputRows.At(0), top + (block * input.Plane) + (row * window.Strides.Height * input.Pitch),
                            band + (block * between.Plane) + (row * between.Pitch));
                    }
                }
            }
            else
            {
                // What the band before has left stays.
                var needed = start + ((count - 1) * window.Strides.Height) + window.Kernel.Height;
                known = Math.Max(known, start);
                for (var g = 0; g < ring.Groups.Length; g++)
                {
                    ring.Fill(g, image, known, needed, memory, frame);
                    var group = ring.Groups[g];
                    for (var block = group.Block; block < group.Block + group.Columns; block++)
                    {
                        var arguments = depthwise.Start(block);
                        for (var row = 0; row < count; row++)
                        {
                            depthwise.Row(
                                &arguments, ring.Window(start + (row * window.Strides.Height)), ring.Block(memory, block),
                                band + (block * between.Plane) + (row * (nint)between.Pitch));
                        }
                    }
                }

                known = needed;
            }

            Project(image, y, count, band, frame);
        }
    }

    private void Project(int image, int first, int count, float* band, RunFrame* frame)
    {
        for (var g = 0; g < project.Groups.Length; g++)
        {
            var group = project.Groups[g];
            var arguments = project.StartRows(g, count);
            var to = output.At(frame) + (image * output.Image) + (group.Block * output.Plane) + ((nint)first * output.Pitch);
            var added = residual is null ? null : residual.At(frame) + (image * residual.Image) + (group.Block * residual.Plane) + ((nint)first * residual.Pitch);
            for (nint row = 0; row < count; row++)
            {
                project.Tiles.Line(
                    group.Columns, &arguments, band + (row * between.Pitch), to + (row * output.Pitch), added == null ? null : added + (row * residual!.Pitch), between.Width);
            }
        }
    }
}
