using IlgpuCam.Kernels;

namespace IlgpuCam.Gpu.Profiling;

/// <summary>How much work a launch is.</summary>
internal static class KernelWork
{
    private const int TransformedInput = 32; // Sums of a tile, B^T d B and A^T m A of Lavin and Gray 2016, section 4.1.
    private const int TransformedOutput = 24;
    private const int Interpolation = 8;

    // By the names of class and method, which entry points begin with. Kernels that only move, compare or count are not here.
    private static readonly (string Kernel, Func<ObservedLaunch, double> Operations)[] Table =
    [
        ("ActivationGradients_", l => 2 * l.Integer("count")),
        ("ChannelNormalization_Affine", l => 2 * l.Length("output")),
        ("ChannelNormalization_LocalResponse", l => ((2 * l.Integer("size")) + 4) * l.Length("output")),
        ("ClassActivationMaps_WeightedSum", l => 2 * l.Integer("channels") * l.Length("maps")),
        ("DepthwiseConvolution_", Depthwise),
        ("Elementwise_", l => l.Integer("count")),
        ("FullyConnected_", l => 2 * l.Integer("inputs") * l.Integer("outputs") * l.Integer("images")),
        ("GlobalPooling_", l => l.Length("input")),
        ("PeakRates_MultiplyAdd", l => 2.0 * PeakRates.Chains * l.Integer("rounds") * l.Length("output")),
        ("Pooling_", l => l.Pool is { } pool ? l.Length("output") * pool.KernelHeight * pool.KernelWidth : 0),
        ("PoolingGradients_", l => l.Pool is { } pool ? l.Length("gradient") * pool.KernelHeight * pool.KernelWidth : 0),
        ("Preprocess_RowsToInput", l => 2 * l.Length("output")),
        ("Softmax_", l => 3 * l.Length("input")),
        ("Upsampling_Run", l => Interpolation * l.Length("output")),
        ("Winograd_TransformInput", l => TransformedInput * l.Integer("tiles") * l.Integer("channels")),
        ("Winograd_TransformOutput", l => TransformedOutput * l.Integer("tiles") * l.Integer("channels")),
    ];

    // What a kernel touches a few elements of: those that stand for a component, or the rows of the chosen classes.
    private static readonly (string Kernel, string[] Views)[] Sparse =
    [
        ("ClassActivationMaps_WeightedSum", ["weights"]),
        ("ConnectedComponents_LabelTiles", ["statistics", "firsts"]),
        ("ConnectedComponents_AddTiles", ["labels", "statistics", "firsts"]),
        ("ConnectedComponents_SelectLargest", ["labels", "statistics", "firsts"]),
    ];

    /// <summary>Floating-point operations, those of filling up tiles not counted.</summary>
    internal static double Operations(ObservedLaunch launch)
    {
        foreach (var (kernel, operations) in Table)
        {
            if (launch.Kernel.StartsWith(kernel, StringComparison.Ordinal))
            {
                return operations(launch);
            }
        }

        return Tiled(launch);
    }

    /// <summary>Bytes that have to be read and written, for all that is known beforehand.</summary>
    internal static double Bytes(ObservedLaunch launch)
    {
        if (launch.Kernel.StartsWith("StridedCopy_", StringComparison.Ordinal))
        {
            return 2.0 * sizeof(float) * launch.Integer("count") * launch.Config.GridDim.Y; // Its views are whole values, of which it may move a part.
        }

        if (launch.Kernel.StartsWith("Interleaving_", StringComparison.Ordinal))
        {
            return 2.0 * launch.Views.First(v => v.Name == "output").Bytes; // Views of phases that are absent stand for nothing.
        }

        var hasResidual = launch.Convolution is not { HasResidual: 0 };
        var sparse = Sparse.Where(s => launch.Kernel.StartsWith(s.Kernel, StringComparison.Ordinal)).SelectMany(s => s.Views).ToArray();
        return launch.Views.Where(v => !sparse.Contains(v.Name) && (hasResidual || v.Name != "residual")).Sum(v => (double)v.Bytes);
    }

    // The packed weights tell the groups: the grid may count parts of sums too, and the result may be a part of a larger value.
    private static double Tiled(ObservedLaunch launch) => launch.Convolution is { Depth: > 0, PackedOutputs: > 0 } c
        ? 2 * launch.Length("weights") / ((double)c.Depth * c.PackedOutputs) * c.GroupOutputs * Window(c) * c.Columns
        : 0;

    private static double Depthwise(ObservedLaunch launch) => launch.Convolution is { } c
        ? 2 * launch.Length("weights") * c.OutputHeight * c.OutputWidth * launch.Config.GridDim.Z
        : 0;

    private static double Window(in ConvolutionShape c) => (double)c.GroupChannels * c.KernelHeight * c.KernelWidth;
}
