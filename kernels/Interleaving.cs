namespace IlgpuCam.Kernels;

/// <summary>Maps put together from their phases, which are counted row by row.</summary>
public static partial class Interleaving
{
    /// <summary>The phases of one launch.</summary>
    public const int Phases = 4;

    /// <summary>Writes the elements of four phases; those of others stay as they are. Launch over (elements of a map, channels, images).</summary>
    /// <param name="phase0">The first phase of this launch.</param>
    /// <param name="phase1">The second.</param>
    /// <param name="phase2">The third.</param>
    /// <param name="phase3">The fourth.</param>
    /// <param name="output">The maps.</param>
    /// <param name="shape">Sizes, and which of the phases there are; what stands for one that is not there is not read.</param>
    [Kernel]
    public static void Run(
        ArrayView<float> phase0, ArrayView<float> phase1, ArrayView<float> phase2, ArrayView<float> phase3, ArrayView<float> output, InterleaveShape shape)
    {
        var pixel = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (pixel < shape.Height * shape.Width)
        {
            var y = pixel / shape.Width;
            var x = pixel - (y * shape.Width);
            var row = y / shape.StrideY;
            var column = x / shape.StrideX;
            var phase = ((y - (row * shape.StrideY)) * shape.StrideX) + x - (column * shape.StrideX) - shape.First;
            if (phase >= 0 && phase < Phases)
            {
                var map = (Grid.IdxZ * Grid.DimY) + Grid.IdxY;
                var place = (((map * shape.PhaseHeight) + row) * shape.PhaseWidth) + column;
                var value = 0f;
                if (((shape.Present >> phase) & 1) != 0)
                {
                    value = phase == 0 ? phase0[place] : phase == 1 ? phase1[place] : phase == 2 ? phase2[place] : phase3[place];
                }

                output[(map * shape.Height * shape.Width) + pixel] = value;
            }
        }
    }
}
