using IlgpuCam.Compute;
using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>The ways to compute a convolution, and what each should take: a model of few numbers, in multiply-adds of one compute unit.</summary>
/// <param name="device">The device.</param>
internal sealed class ConvolutionCost(Device device)
{
    private const int MostParts = 16;

    // Fewer steps of the sum than this do not repay a part of their own.
    private const int LeastPartDepth = 64;

    // What a launch costs by itself, a few microseconds.
    private const double Launch = 200_000;

    // A value that goes to memory or comes from there, when nothing else is done meanwhile.
    private const double Transfer = 10;

    // Work-items that a unit of a graphics card has to have before it computes at its full speed.
    private const double FullUnit = 512;

    private readonly int _units = Math.Max(device.ComputeUnits, 1);

    /// <summary>All ways, the one that should be fastest first.</summary>
    /// <exception cref="NotSupportedException">The device's groups are too small for every tile.</exception>
    internal IReadOnlyList<(ConvolutionChoice Choice, double Cost)> Rank(in ConvolutionGeometry geometry, in ConvolutionShape shape)
    {
        var ways = new List<(ConvolutionChoice Choice, double Cost)>();
        var steps = shape.GroupChannels * shape.KernelHeight * shape.KernelWidth;
        Add(ways, isWinograd: false, shape, geometry.Groups, steps, 0);
        if (WinogradConvolution.Fits(geometry))
        {
            var product = WinogradConvolution.Product(geometry, shape);
            var transforms = (2 * Launch) + (20.0 * Transfer * (geometry.InputChannels + geometry.OutputChannels) * product.Columns / _units);
            Add(ways, isWinograd: true, product, Winograd.Frequencies, geometry.InputChannels, transforms);
        }

        return ways.Count > 0
            ? [.. ways.OrderBy(w => w.Cost)]
            : throw new NotSupportedException($"{device.Name} allows groups of {device.MaxGroupSize} work-items, the smallest tile needs {TileShape.All.Min(t => t.Items)}");
    }

    /// <summary>Parts of a fully connected layer's sum.</summary>
    /// <param name="groups">Groups of work-items that compute all results once.</param>
    /// <param name="inputs">Length of the sum.</param>
    internal int Parts(long groups, int inputs)
    {
        // A group has few work-items: several have to run on each unit to hide the latency of memory.
        const int GroupsPerUnit = 4, LeastShare = 512;
        var parts = 1;
        while (groups * parts < (long)GroupsPerUnit * _units && parts < MostParts && inputs / (parts + 1) >= LeastShare)
        {
            parts++;
        }

        return WithoutEmpty(inputs, parts);
    }

    private void Add(List<(ConvolutionChoice Choice, double Cost)> ways, bool isWinograd, in ConvolutionShape shape, int groups, int steps, double other)
    {
        foreach (var tile in TileShape.All)
        {
            if (tile.Items > device.MaxGroupSize)
            {
                continue;
            }

            var blocks = Launching.Groups(steps, tile.Depth);
            var once = tile.Groups(shape, groups);
            var results = (double)shape.Columns * shape.GroupOutputs * groups;
            for (var wanted = 1; wanted <= MostParts; wanted++)
            {
                var parts = WithoutEmpty(blocks, wanted);
                if (parts != wanted || (parts > 1 && (steps / parts < LeastPartDepth || results * parts > int.MaxValue / 2 || once >= 4L * _units)))
                {
                    continue;
                }

                // A step of the sum costs a multiplication for each result and a load for each of the tile's sides; larger tiles load less for each result.
                var group = (double)Launching.Groups(blocks, parts) * tile.Depth * ((tile.Rows * tile.Columns) + (16.0 * (tile.Rows + tile.Columns)));
                var waves = Math.Ceiling((double)once * parts / _units);
                var speed = device.IsGpu ? Math.Min(1, waves * tile.Items / FullUnit) : 1;
                var sum = parts > 1 ? Launch + (Transfer * results * (parts + 2) / _units) : 0;
                ways.Add((new(isWinograd, tile, parts), (waves * group / speed) + Launch + sum + other));
            }
        }
    }

    // Parts are as long as the first one; with the wanted number the last ones may be left without any.
    private static int WithoutEmpty(int length, int wanted) => length == 0 ? 1 : Launching.Groups(length, Launching.Groups(length, wanted));
}
