using IlgpuCam.Cpu.Kernels;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Planning;

/// <summary>Which lowering an operator has.</summary>
internal abstract class LoweringTable
{
    /// <summary>The operators that run, as errors name them.</summary>
    internal static string[] Kinds { get; } =
    [
        "activate", "add", "average_pool2d", "batch_normalization", "concat", "conv2d", "flatten", "fully_connected", "global_pool", "identity",
        "max_pool2d", "multiply", "pad", "reshape", "softmax", "squeeze", "unsqueeze",
    ];

    /// <summary>Channels side by side in a blocked form.</summary>
    internal abstract int Lanes { get; }

    /// <summary>The lowering of an operator, or null where it is not supported.</summary>
    internal abstract Lowering? For(Operator op);

    /// <summary>A step that copies a value from one layout to another.</summary>
    internal static Step Reorder(Form source, Form destination) => (source.Layout, destination.Layout) switch
    {
        (Layout.Plain, Layout.Plain) => new CopyStep(source, destination),
        (Layout.Plain, _) => new PackStep(source, destination),
        (_, Layout.Plain) => new UnpackStep(source, destination),
        _ => throw new InvalidOperationException($"no step from {source.Layout} to {destination.Layout}"),
    };
}
<<<<<<< HEAD

/// <summary>The lowerings for one vector width.</summary>
internal sealed class LoweringTable<TVector, TSimd> : LoweringTable
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    private static readonly SameElementsLowering SameElements = new();

    private readonly Dictionary<Type, Lowering> _lowerings = new()
    {
        [typeof(Activate)] = new ActivateLowering<TVector, TSimd>(),
        [typeof(Add)] = new AddLowering<TVector, TSimd>(),
        [typeof(AveragePool2d)] = new AveragePoolLowering<TVector, TSimd>(),
        [typeof(BatchNormalization)] = new BatchNormalizationLowering<TVector, TSimd>(),
        [typeof(Concat)] = new ConcatLowering(),
        [typeof(Conv2d)] = new ConvolutionLowering<TVector, TSimd>(),
        [typeof(Flatten)] = SameElements,
        [typeof(FullyConnected)] = new FullyConnectedLowering<TVector, TSimd>(),
        [typeof(GlobalPool)] = new GlobalPoolLowering<TVector, TSimd>(),
        [typeof(MaxPool2d)] = new MaxPoolLowering<TVector, TSimd>(),
        [typeof(Multiply)] = new MultiplyLowering<TVector, TSimd>(),
        [typeof(Pad)] = new PadLowering(),
        [typeof(Reshape)] = SameElements,
        [typeof(Softmax)] = new SoftmaxLowering(),
        [typeof(Squeeze)] = SameElements,
        [typeof(Unsqueeze)] = SameElements,
    };

    internal override int Lanes => TSimd.Lanes;

    internal override Lowering? For(Operator op) => _lowerings.GetValueOrDefault(op.GetType());
}
=======
>>>>>>> main
