using IlgpuCam.Gpu.Lowerings;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gpu;

/// <summary>Which operators have kernels. Those that only give elements another shape need none.</summary>
internal static class DeviceLowerings
{
    private static readonly ElementwiseDeviceLowering Elementwise = new();
    private static readonly MoveDeviceLowering Move = new();

    private static readonly Dictionary<Type, DeviceLowering> Table = new()
    {
        [typeof(Activate)] = Elementwise,
        [typeof(ActivationGradient)] = new ActivationGradientDeviceLowering(),
        [typeof(Add)] = Elementwise,
        [typeof(Arithmetic)] = Elementwise,
        [typeof(AveragePool2d)] = new PoolDeviceLowering(),
        [typeof(AveragePoolGradient2d)] = new PoolGradientDeviceLowering(),
        [typeof(BatchNormalization)] = new BatchNormalizationDeviceLowering(),
        [typeof(Concat)] = new ConcatDeviceLowering(),
        [typeof(Conv2d)] = new ConvolutionDeviceLowering(),
        [typeof(DepthToSpace)] = Move,
        [typeof(Expand)] = Move,
        [typeof(FullyConnected)] = new FullyConnectedDeviceLowering(),
        [typeof(FullyConnectedGradient)] = new FullyConnectedGradientDeviceLowering(),
        [typeof(GlobalPool)] = new GlobalPoolDeviceLowering(),
        [typeof(GradientSeed)] = new GradientSeedDeviceLowering(),
        [typeof(Interleave2d)] = new InterleaveDeviceLowering(),
        [typeof(LocalResponseNormalization)] = new LocalResponseDeviceLowering(),
        [typeof(MaxPool2d)] = new PoolDeviceLowering(),
        [typeof(MaxPoolGradient2d)] = new PoolGradientDeviceLowering(),
        [typeof(Multiply)] = Elementwise,
        [typeof(Slice)] = Move,
        [typeof(Softmax)] = new SoftmaxDeviceLowering(),
        [typeof(SpaceToDepth)] = Move,
        [typeof(Tile)] = Move,
        [typeof(Transpose)] = Move,
    };

    /// <summary>The lowering of an operator, or null where it has none.</summary>
    internal static DeviceLowering? For(Operator op) => Table.GetValueOrDefault(op.GetType());
}
