using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>The direct convolution row by row: whoever calls it says where the rows are.</summary>
internal sealed unsafe class ConvolutionRows<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    private readonly ConvolutionWeights _weights;
    private readonly TileArguments _arguments;
    private readonly int[] _tilesPerRow;

    /// <summary>Selects the tiles.</summary>
    /// <param name="geometry">The convolution.</param>
    /// <param name="weights">Packed for the input.</param>
    /// <param name="input">How the input lies.</param>
    /// <param name="output">How the output lies.</param>
    /// <param name="residual">What is added before the activation, or null.</param>
    /// <param name="activation">A clamp; others come later and count as none.</param>
    internal ConvolutionRows(in ConvolutionGeometry geometry, ConvolutionWeights weights, Form input, Form output, Form? residual, Activation activation)
    {
        (_weights, Window) = (weights, geometry.Window);
        var step = Window.Strides.Width * input.Pixel;
        Tiles = new(step);
        _tilesPerRow = [Tiles.Count(1, Window.OutputWidth), Tiles.Count(2, Window.OutputWidth)];
        var (low, high) = Functions<TVector, TSimd>.Bounds(activation);
        _arguments = new() { Step = step, OutputPlane = output.Plane, ResidualPlane = residual?.Plane ?? 0, Low = low, High = high };
    }

    internal WindowGeometry Window { get; }

    internal TileTable<TVector, TSimd> Tiles { get; }

    internal ColumnGroup[] Groups => _weights.Groups;

    /// <summary>Packs the weights of an operation.</summary>
    internal static ConvolutionRows<TVector, TSimd> Create(Operation operation, Form input, Form output, Form? residual, PackingBudget budget)
    {
        var geometry = ConvolutionLowering<TVector, TSimd>.Geometry(operation);
        WeightRows weights = new(operation.Weights(1), geometry.OutputChannels);
        var bias = operation.OptionalWeights(2)?.ToFloats() ?? [];
        return new(geometry, new(geometry, weights, bias, input, TSimd.Lanes, budget, operation.Node.Name), input, output, residual, operation.Activation);
    }

    /// <summary>Has the tiles of a line compiled.</summary>
    /// <param name="pixels">The line's length.</param>
    internal void Compile(long pixels)
    {
        // All but the last have as many columns.
        Tiles.Compile(Groups[0].Columns, pixels);
        Tiles.Compile(Groups[^1].Columns, pixels);
    }

    /// <summary>What the tiles of a group of output channels have in common.</summary>
    /// <param name="group">Which group.</param>
    /// <param name="tiles">Tiles that will be computed.</param>
    internal TileArguments Start(int group, int tiles)
    {
        var arguments = _arguments;
        var (block, columns, first, count, weights) = _weights.Groups[group];
        var length = _weights.Length(group);

        // The array is pinned for good.
        fixed (Segment* segments = _weights.Segments)
        {
            arguments.Segments = segments + first;
        }

        arguments.SegmentCount = count;
        arguments.Weights = _weights.Packed.Pointer + weights;
        arguments.Bias = _weights.Bias.Pointer + (block * TSimd.Lanes);
        arguments.StartWeights(length, length, columns * TSimd.Lanes, tiles);
        return arguments;
    }

    /// <summary>The same for some rows of the output.</summary>
    internal TileArguments StartRows(int group, int rows) => Start(group, rows * _tilesPerRow[Groups[group].Columns - 1]);
}
