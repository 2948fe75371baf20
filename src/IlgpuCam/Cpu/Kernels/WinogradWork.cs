using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>
/// A 3x3 or 5x5 convolution of stride 1 in three phases over a block of tiles of the output: the tiles' inputs are transformed, the products of each frequency are a matrix product, and the sums are transformed
/// back, where bias, residual and bounds are applied. What is between lies in scratch memory of the arena.
/// </summary>
internal sealed unsafe class WinogradWork<TVector, TSimd, TTransform>
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
    where TTransform : struct, IWinogradTransform
{
    // Frequencies as far apart as a power of two would all fall into the same few sets of the caches.
    private const int Skew = 32;

    // The maps come from and go to memory or the last cache level: so many tiles to the right is as far as that takes.
    private const int TilesAhead = 3;

    private readonly ConvolutionGeometry _geometry;
    private readonly WinogradWeights _weights;
    private readonly Form _input;
    private readonly Form _output;
    private readonly Form? _residual;
    private readonly (float Low, float High) _bounds;
    private readonly PaddedTiles<TVector, TSimd> _tiles;
    private readonly Segment[] _segments;
    private readonly AlignedBuffer _zeros;
    private readonly int _pool;
    private readonly bool _areTilesDistant;
    private readonly int _down;
    private readonly int _across;
    private readonly int _room;
    private readonly nint _inputFrequency;
    private readonly nint _outputFrequency;

    /// <summary>Plans it.</summary>
    /// <param name="geometry">The convolution.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="input">Blocked maps.</param>
    /// <param name="output">Blocked maps.</param>
    /// <param name="residual">Blocked maps that are added, or null.</param>
    /// <param name="activation">What follows.</param>
    /// <param name="pools">Whether the maxima of two by two results are stored.</param>
    /// <param name="tilesPerBlock">Tiles of a block.</param>
    /// <param name="areTilesDistant">Whether the products find what other threads transformed, or more than a second-level cache holds: the next frequency's tiles are fetched ahead then.</param>
    internal WinogradWork(
        in ConvolutionGeometry geometry, WinogradWeights weights, Form input, Form output, Form? residual, Activation activation, bool pools, int tilesPerBlock, bool areTilesDistant)
    {
        (_geometry, _weights, _input, _output, _residual) = (geometry, weights, input, output, residual);
        _areTilesDistant = areTilesDistant;
        _bounds = Functions<TVector, TSimd>.Bounds(activation);
        _pool = pools ? 2 : 1;
        (_down, _across) = Tiles(geometry);
        Total = geometry.Batch * _down * _across;
        BlockTiles = tilesPerBlock;
        Blocks = (Total + tilesPerBlock - 1) / tilesPerBlock;
        _tiles = new(tilesPerBlock);
        _room = _tiles.Length;
        _zeros = new(2 * TSimd.Lanes, clear: true);
        _segments = GC.AllocateUninitializedArray<Segment>(input.Planes, pinned: true);
        for (var i = 0; i < input.Planes; i++)
        {
            _segments[i] = new(i * _room * TSimd.Lanes, Math.Min(TSimd.Lanes, geometry.InputChannels - (i * TSimd.Lanes)));
        }

        _inputFrequency = (nint)input.Planes * _room * TSimd.Lanes + Skew;
        _outputFrequency = (nint)output.Planes * _room * TSimd.Lanes + Skew;
        ScratchLength = Frequencies * ((long)_inputFrequency + _outputFrequency);
    }

    internal static int Frequencies => TTransform.Elements * TTransform.Elements;

    /// <summary>Tiles of all images.</summary>
    internal int Total { get; }

    /// <summary>Tiles of a block.</summary>
    internal int BlockTiles { get; }

    internal int Blocks { get; }

    /// <summary>Floats of scratch memory for one block.</summary>
    internal long ScratchLength { get; }

    internal int InputPlanes => _input.Planes;

    internal int OutputPlanes => _output.Planes;

    internal int Groups => _weights.Groups.Length;

    /// <summary>The blocks of output channels of some groups.</summary>
    internal (int First, int End) Planes(int firstGroup, int endGroup) =>
        (_weights.Groups[firstGroup].Block, endGroup < Groups ? _weights.Groups[endGroup].Block : OutputPlanes);

    /// <summary>Tiles of an image, down and across.</summary>
    internal static (int Down, int Across) Tiles(in ConvolutionGeometry geometry) => (
        (geometry.Window.OutputHeight + TTransform.Results - 1) / TTransform.Results, (geometry.Window.OutputWidth + TTransform.Results - 1) / TTransform.Results);

    /// <summary>What the tiles read around the map: the padding, and zeros up to the end of the last tile.</summary>
    internal static Padding2d Border(in ConvolutionGeometry geometry)
    {
        var (down, across) = Tiles(geometry);
        var window = geometry.Window;
        return new(
            window.Pads.Top,
            window.Pads.Left,
            Math.Max(0, (down * TTransform.Results) + TTransform.Taps - 1 - window.Pads.Top - window.Height),
            Math.Max(0, (across * TTransform.Results) + TTransform.Taps - 1 - window.Pads.Left - window.Width));
    }

    /// <summary>The first phase for one block of input channels.</summary>
    internal void TransformInput(int block, int plane, RunFrame* frame, float* scratch)
    {
        var (first, count) = (block * BlockTiles, Math.Min(BlockTiles, Total - (block * BlockTiles)));
        var target = scratch + ((nint)plane * _room * TSimd.Lanes);
        var (image, y, x) = Place(first);
        for (var i = 0; i < count; i++, (image, y, x) = Next(image, y, x))
        {
            var source = _input.At(frame) + (image * _input.Image) + (plane * _input.Plane)
                + ((nint)(y - _geometry.Window.Pads.Top) * _input.Pitch) + ((nint)(x - _geometry.Window.Pads.Left) * TSimd.Lanes);
            Prefetch(source + (((TTransform.Results * TilesAhead) + TTransform.Taps - 1) * TSimd.Lanes), _input.Pitch, TTransform.Elements);
            TTransform.Input(source, _input.Pitch, target, _inputFrequency);
            target += TSimd.Lanes;
        }
    }

    /// <summary>The second phase for one frequency and some pairs of blocks of output channels.</summary>
    internal void Multiply(int frequency, int firstGroup, int endGroup, float* scratch)
    {
        var arguments = new TileArguments
        {
            Bias = _zeros.Pointer,
            Step = TSimd.Lanes,
            OutputPlane = (nint)_room * TSimd.Lanes,
            Low = float.NegativeInfinity,
            High = float.PositiveInfinity,
        };
        var input = scratch + (frequency * _inputFrequency);
        var output = scratch + (Frequencies * _inputFrequency) + (frequency * _outputFrequency);
        fixed (Segment* segments = _segments)
        {
            for (var g = firstGroup; g < endGroup; g++)
            {
                var group = _weights.Groups[g];
                arguments.Segments = segments + group.FirstSegment;
                arguments.SegmentCount = group.SegmentCount;
                arguments.Weights = _weights.Packed.Pointer + (nint)((frequency * _weights.Frequency) + group.Weights);
                var length = (nint)_geometry.InputChannels / _geometry.Groups * group.Columns * TSimd.Lanes;
                var next = g + 1 < endGroup ? length : (nint)(_weights.Frequency + _weights.Groups[firstGroup].Weights - group.Weights);
                if (_areTilesDistant && frequency + 1 < Frequencies)
                {
                    FetchTiles(input + _inputFrequency, g - firstGroup, endGroup - firstGroup);
                }

                _tiles.Line(group.Columns, length, next, &arguments, input, output + ((nint)group.Block * _room * TSimd.Lanes));
            }
        }
    }

    /// <summary>The third phase for one block of output channels.</summary>
    internal void TransformOutput(int block, int plane, RunFrame* frame, float* scratch)
    {
        var (first, count) = (block * BlockTiles, Math.Min(BlockTiles, Total - (block * BlockTiles)));
        var window = _geometry.Window;
        var tileMemory = stackalloc float[(TTransform.Results * TTransform.Results * TSimd.Lanes) + AlignedBuffer.Granularity];
        var tile = AlignedBuffer.Align(tileMemory);
        var source = scratch + (Frequencies * _inputFrequency) + ((nint)plane * _room * TSimd.Lanes);
        var bias = TSimd.Load(_weights.Bias.Pointer + (plane * TSimd.Lanes));
        var (low, high) = (TSimd.Broadcast(_bounds.Low), TSimd.Broadcast(_bounds.High));
        var (image, y, x) = Place(first);
        for (var i = 0; i < count; i++, (image, y, x) = Next(image, y, x))
        {
            var output = _output.At(frame) + (image * _output.Image) + (plane * _output.Plane) + ((nint)(y / _pool) * _output.Pitch) + (x / _pool * TSimd.Lanes);
            Prefetch(output + (TTransform.Results / _pool * TilesAhead * TSimd.Lanes), _output.Pitch, TTransform.Results / _pool);
            TTransform.Output(source, _outputFrequency, tile);
            var (rows, columns) = (Math.Min(TTransform.Results, window.OutputHeight - y), Math.Min(TTransform.Results, window.OutputWidth - x));
            if (_pool > 1)
            {
                Pool(tile, rows, columns, plane, output);
                source += TSimd.Lanes;
                continue;
            }

            var residual = _residual is null
                ? null
                : _residual.At(frame) + (image * _residual.Image) + (plane * _residual.Plane) + ((nint)y * _residual.Pitch) + (x * TSimd.Lanes);
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++)
                {
                    var value = TSimd.Add(TSimd.Load(tile + (((row * TTransform.Results) + column) * TSimd.Lanes)), bias);
                    if (residual != null)
                    {
                        value = TSimd.Add(value, TSimd.Load(residual + (row * _residual!.Pitch) + (column * TSimd.Lanes)));
                    }

                    TSimd.Store(TSimd.Min(high, TSimd.Max(low, value)), output + ((nint)row * _output.Pitch) + (column * TSimd.Lanes));
                }
            }

            source += TSimd.Lanes;
        }
    }

    /// <summary>Stores the maxima of two by two results.</summary>
    private void Pool(float* tile, int rows, int columns, int plane, float* output)
    {
        var bias = TSimd.Load(_weights.Bias.Pointer + (plane * TSimd.Lanes));
        var (low, high, none) = (TSimd.Broadcast(_bounds.Low), TSimd.Broadcast(_bounds.High), TSimd.Broadcast(float.NegativeInfinity));
        for (var row = 0; row < rows; row += 2, output += _output.Pitch)
        {
            for (var column = 0; column < columns; column += 2)
            {
                var total = none;
                var first = tile + (((row * TTransform.Results) + column) * TSimd.Lanes);
                for (var i = 0; i < 4; i++)
                {
                    var value = TSimd.Add(TSimd.Load(first + ((((i / 2) * TTransform.Results) + (i % 2)) * TSimd.Lanes)), bias);
                    total = TSimd.Max(TSimd.Min(high, TSimd.Max(low, value)), total);
                }

                TSimd.Store(total, output + (column / 2 * TSimd.Lanes));
            }
        }
    }

    /// <summary>Asks for a share of a frequency's tiles.</summary>
    private void FetchTiles(float* frequency, int share, int shares)
    {
        var vectors = (long)InputPlanes * _room;
        var end = frequency + ((nint)((share + 1) * vectors / shares) * TSimd.Lanes);
        for (var vector = frequency + ((nint)(share * vectors / shares) * TSimd.Lanes); vector < end; vector += TSimd.Lanes)
        {
            TSimd.Prefetch(vector);
        }
    }

    /// <summary>Asks for what a tile on the right has of its own.</summary>
    private static void Prefetch(float* first, nint pitch, int rows)
    {
        for (var row = 0; row < rows; row++, first += pitch)
        {
            for (var column = 0; column < TTransform.Results; column++)
            {
                TSimd.Prefetch(first + (column * TSimd.Lanes));
            }
        }
    }

    // The place after it: without the divisions, which would take as long as a part of a transform.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (int Image, int Y, int X) Next(int image, int y, int x)
    {
        x += TTransform.Results;
        if (x >= _geometry.Window.OutputWidth)
        {
            (x, y) = (0, y + TTransform.Results);
            if (y >= _geometry.Window.OutputHeight)
            {
                (y, image) = (0, image + 1);
            }
        }

        return (image, y, x);
    }

    private (int Image, int Y, int X) Place(int tile)
    {
        var image = tile / (_down * _across);
        var place = tile - (image * _down * _across);
        var row = place / _across;
        return (image, row * TTransform.Results, (place - (row * _across)) * TTransform.Results);
    }
}
