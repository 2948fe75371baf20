using IlgpuCam.Cpu.Kernels;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Planning;

/// <summary>The lowerings for one vector width.</summary>
internal sealed class VectorLowerings<TVector, TSimd> : LoweringTable
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    private static readonly BinaryLowering<TVector, TSimd> Binary = new();
    private static readonly NormalizationLowering<TVector, TSimd> Normalization = new();
    private static readonly SameElementsLowering SameElements = new();
    private static readonly StridedCopyLowering StridedCopy = new();

    private readonly Dictionary<Type, Lowering> _lowerings = new()
    {
        [typeof(Activate)] = new ActivateLowering<TVector, TSimd>(),
        [typeof(ActivationGradient)] = new ActivationGradientLowering<TVector, TSimd>(),
        [typeof(Add)] = Binary,
        [typeof(Arithmetic)] = Binary,
        [typeof(AveragePool2d)] = new AveragePoolLowering<TVector, TSimd>(),
        [typeof(AveragePoolGradient2d)] = new AveragePoolGradientLowering<TVector, TSimd>(),
        [typeof(BatchNormalization)] = new BatchNormalizationLowering<TVector, TSimd>(),
        [typeof(Cast)] = new CastLowering<TVector, TSimd>(),
        [typeof(Compare)] = Binary,
        [typeof(Concat)] = new ConcatLowering(),
        [typeof(Conv2d)] = new ConvolutionLowering<TVector, TSimd>(),
        [typeof(DepthToSpace)] = StridedCopy,
        [typeof(Equal)] = Binary,
        [typeof(Expand)] = StridedCopy,
        [typeof(Flatten)] = SameElements,
        [typeof(FullyConnected)] = new FullyConnectedLowering<TVector, TSimd>(),
        [typeof(FullyConnectedGradient)] = new FullyConnectedGradientLowering<TVector, TSimd>(),
        [typeof(Gather)] = new GatherLowering(),
        [typeof(GlobalPool)] = new GlobalPoolLowering<TVector, TSimd>(),
        [typeof(GradientSeed)] = new GradientSeedLowering(),
        [typeof(GroupNormalization)] = Normalization,
        [typeof(Interleave2d)] = new InterleaveLowering<TVector, TSimd>(),
        [typeof(LayerNormalization)] = Normalization,
        [typeof(LocalResponseNormalization)] = new LocalResponseLowering<TVector, TSimd>(),
        [typeof(MatrixProduct)] = new MatrixProductLowering<TVector, TSimd>(),
        [typeof(MaxPool2d)] = new MaxPoolLowering<TVector, TSimd>(),
        [typeof(MaxPoolGradient2d)] = new MaxPoolGradientLowering<TVector, TSimd>(),
        [typeof(MaxPoolIndices2d)] = new MaxPoolIndicesLowering(),
        [typeof(Multiply)] = Binary,
        [typeof(Pad)] = new PadLowering(),
        [typeof(Reduce)] = new ReduceLowering(),
        [typeof(Reshape)] = SameElements,
        [typeof(Resize)] = new ResizeLowering(),
        [typeof(Slice)] = new SliceLowering(),
        [typeof(Softmax)] = new SoftmaxLowering(),
        [typeof(SpaceToDepth)] = StridedCopy,
        [typeof(Squeeze)] = SameElements,
        [typeof(Tile)] = StridedCopy,
        [typeof(Transpose)] = StridedCopy,
        [typeof(Unsqueeze)] = SameElements,
        [typeof(Where)] = new WhereLowering(),
    };

    /// <inheritdoc/>
    protected override Lowering Chains { get; } = new InvertedResidualLowering<TVector, TSimd>();

    internal override bool CanPool(Operation convolution) => ConvolutionLowering<TVector, TSimd>.CanPool(convolution);

    internal override bool CanFuse(InvertedResidual whole) => InvertedResidualLowering<TVector, TSimd>.CanFuse(whole);

    internal override int Lanes => TSimd.Lanes;

    internal override Lowering? For(Operator op) => _lowerings.GetValueOrDefault(op.GetType());
}
