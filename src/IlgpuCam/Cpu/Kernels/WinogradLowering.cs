using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Which convolutions go by way of Winograd's algorithm, and its steps.</summary>
internal static class WinogradLowering<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    // The transforms of 4x4 cost as much as the products they save at so many channels, if there are equally many before and after.
    private const int EnoughChannels = 16;

    // Tiles of 4x4 are worth it on maps of which they leave little over.
    private const int LargeMap = 12;

    // Six frequencies a line magnify what products of more channels lose where each multiply-add rounds twice: to more than 1e-5 of the largest result.
    private const int MostChannelsRoundedTwice = 256;

    // So many tiles keep a thread's products busy for as long as its weights take to come from memory.
    private const int MostTiles = 28;
    private const int LeastTiles = 14;

    // With fewer tiles for each thread, each reads a part of the weights, not of the tiles.
    private const int FewTiles = 16;

    // Floats of scratch memory a block should have at most: half a mebibyte and a bit, what a second-level cache holds beside the weights that pass through it.
    private const int BlockScratch = 1 << 18;

    // Weights of more floats than this (16 MiB) come from memory for every block: as few as can be then, in scratch memory of the last cache level.
    private const int HeavyWeights = 1 << 22;
    private const int HeavyScratch = 1 << 21;
    private const int MostHeavyTiles = 64;

    /// <summary>The rows and columns that a convolution reads around its input, or null where it is computed directly.</summary>
    internal static Padding2d? Border(in ConvolutionGeometry geometry) => !Fits(geometry) ? null
        : IsFive(geometry) ? WinogradWork<TVector, TSimd, WinogradFive<TVector, TSimd>>.Border(geometry)
        : IsLarge(geometry) ? WinogradWork<TVector, TSimd, Winograd4<TVector, TSimd>>.Border(geometry) : WinogradWork<TVector, TSimd, Winograd2<TVector, TSimd>>.Border(geometry);

    /// <summary>Adds the steps.</summary>
    internal static void Emit(
        Operation operation, PlanBuilder builder, in ConvolutionGeometry geometry, WeightRows weights, ReadOnlySpan<float> bias, Form input, Form output, Form? residual)
    {
        if (IsFive(geometry))
        {
            Emit<WinogradFive<TVector, TSimd>>(operation, builder, geometry, weights, bias, input, output, residual);
        }
        else if (IsLarge(geometry))
        {
            Emit<Winograd4<TVector, TSimd>>(operation, builder, geometry, weights, bias, input, output, residual);
        }
        else
        {
            Emit<Winograd2<TVector, TSimd>>(operation, builder, geometry, weights, bias, input, output, residual);
        }
    }

    private static bool Fits(in ConvolutionGeometry geometry)
    {
        if (geometry is not
            {
                Window: { Kernel: { Height: 3, Width: 3 } or { Height: 5, Width: 5 }, Strides: { Height: 1, Width: 1 }, Dilations: { Height: 1, Width: 1 }, OutputHeight: >= 4, OutputWidth: >= 4 },
            })
        {
            return false;
        }

        if (IsFive(geometry) && !IsExact(geometry))
        {
            return false;
        }

        var (inputs, outputs) = (geometry.InputChannels / geometry.Groups, geometry.OutputChannels / geometry.Groups);
        return (geometry.Groups == 1 || (inputs % TSimd.Lanes == 0 && outputs % TSimd.Lanes == 0))
            && (IsLarge(geometry) || IsFive(geometry) ? 2L * inputs * outputs > EnoughChannels * (inputs + outputs) : inputs >= 2 * EnoughChannels && outputs >= 2 * EnoughChannels);
    }

    private static bool IsFive(in ConvolutionGeometry geometry) => geometry.Window.Kernel.Height == 5;

    private static bool IsLarge(in ConvolutionGeometry geometry) => geometry.Window is { OutputHeight: >= LargeMap, OutputWidth: >= LargeMap } && IsExact(geometry);

    private static bool IsExact(in ConvolutionGeometry geometry) => TSimd.RoundsOnce || geometry.InputChannels / geometry.Groups <= MostChannelsRoundedTwice;

    private static void Emit<TTransform>(
        Operation operation, PlanBuilder builder, in ConvolutionGeometry geometry, WeightRows weights, ReadOnlySpan<float> bias, Form input, Form output, Form? residual)
        where TTransform : struct, IWinogradTransform
    {
        var packed = WinogradWeights.Pack<TTransform>(geometry, weights, bias, TSimd.Lanes, builder.Budget, operation.Node.Name);
        var (down, across) = WinogradWork<TVector, TSimd, TTransform>.Tiles(geometry);
        var total = geometry.Batch * down * across;
        var perTile = TTransform.Elements * TTransform.Elements * (geometry.InputChannels + geometry.OutputChannels);
        var isHeavy = packed.Packed.Length > HeavyWeights;
        var mostHeavy = Math.Clamp(HeavyScratch / perTile, LeastTiles, MostHeavyTiles);
        var isShared = builder.Threads > 1 && (total < FewTiles * builder.Threads || (isHeavy && total <= mostHeavy));
        var most = isShared ? total : isHeavy ? mostHeavy : Math.Clamp(BlockScratch / perTile, LeastTiles, MostTiles);
        most = total < 2 * LeastTiles ? Math.Max(most, total) : most;
        var blocks = (total + most - 1) / most;
        if (!isShared)
        {
            // As many for each thread.
            blocks = Math.Min((blocks + builder.Threads - 1) / builder.Threads * builder.Threads, total);
        }

        WinogradWork<TVector, TSimd, TTransform> work = new(
            geometry, packed, input, output, residual, operation.Activation, operation.Pools, (total + blocks - 1) / blocks, areTilesDistant: isShared || isHeavy);
        var name = operation.Node.Name;
        if (!isShared)
        {
            var turns = Math.Min(builder.Threads, work.Blocks);
            builder.Scratch.Reserve(turns, work.ScratchLength, name);
            Add(new WinogradBlocksStep<TVector, TSimd, TTransform>(work, builder.Scratch, turns), builder.Scratch.Form);
            return;
        }

        MemoryPlan.CheckLength(work.ScratchLength, name);
        var scratch = Form.Plain([(int)work.ScratchLength], new(name, work.ScratchLength));
        builder.Add(new WinogradPhaseStep<TVector, TSimd, TTransform>(work, WinogradPhase.Input, scratch), scratch, input);
        if (work.Groups >= builder.Threads)
        {
            Add(new WinogradShareStep<TVector, TSimd, TTransform>(work, scratch, builder.Threads), scratch);
        }
        else
        {
            builder.Add(new WinogradPhaseStep<TVector, TSimd, TTransform>(work, WinogradPhase.Products, scratch), scratch);
            Add(new WinogradPhaseStep<TVector, TSimd, TTransform>(work, WinogradPhase.Output, scratch), scratch);
        }

        void Add(Step step, Form memory) => builder.Add(step, output, residual is null ? [input, memory] : [input, memory, residual]);
    }
}
