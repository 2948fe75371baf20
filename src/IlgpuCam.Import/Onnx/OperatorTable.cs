using System.Collections.Frozen;
using IlgpuCam.Import.Onnx.Operators;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Import.Onnx;

/// <summary>Translates one node into operators of a network.</summary>
/// <param name="node">The node.</param>
internal delegate void OperatorTranslator(OnnxNodeContext node);

/// <summary>ONNX's operators by name, each with the function that translates it.</summary>
internal static class OperatorTable
{
    private static readonly FrozenDictionary<string, OperatorTranslator> OnImages = new Dictionary<string, OperatorTranslator>
    {
        ["Abs"] = ActivationOperators.Of(ActivationKind.Abs),
        ["Add"] = ElementwiseOperators.Add,
        ["And"] = ElementwiseOperators.Compare(Comparison.And),
        ["ArgMax"] = ComposedOperators.ArgMax,
        ["ArgMin"] = ComposedOperators.ArgMin,
        ["AveragePool"] = WindowOperators.AveragePool,
        ["BatchNormalization"] = NormalizationOperators.BatchNormalization,
        ["Cast"] = ElementwiseOperators.Cast,
        ["CastLike"] = ElementwiseOperators.CastLike,
        ["Ceil"] = ActivationOperators.Of(ActivationKind.Ceiling),
        ["Celu"] = ActivationOperators.WithAlpha(ActivationKind.Celu, 1),
        ["Clip"] = ActivationOperators.Clip,
        ["Concat"] = ShapeOperators.Concat,
        ["ConcatFromSequence"] = SequenceOperators.Concat,
        ["Constant"] = ShapeOperators.Constant,
        ["Conv"] = WindowOperators.Conv,
        ["ConvTranspose"] = TransposedConvolution.ConvTranspose,
        ["Cos"] = ActivationOperators.Of(ActivationKind.Cos),
        ["CumSum"] = ComposedOperators.CumSum,
        ["DepthToSpace"] = MovingOperators.DepthToSpace,
        ["DequantizeLinear"] = QuantizationOperators.DequantizeLinear,
        ["Div"] = ElementwiseOperators.Div,
        ["Dropout"] = ElementwiseOperators.Dropout,
        ["Einsum"] = EinsumOperator.Einsum,
        ["Elu"] = ActivationOperators.WithAlpha(ActivationKind.Elu, 1),
        ["Equal"] = ElementwiseOperators.Equal,
        ["Erf"] = ActivationOperators.Of(ActivationKind.Erf),
        ["Exp"] = ActivationOperators.Of(ActivationKind.Exp),
        ["Expand"] = ShapeOperators.Expand,
        ["Flatten"] = ShapeOperators.Flatten,
        ["Floor"] = ActivationOperators.Of(ActivationKind.Floor),
        ["Gather"] = ShapeOperators.Gather,
        ["GatherElements"] = IndexOperators.GatherElements,
        ["GatherND"] = IndexOperators.GatherND,
        ["Gelu"] = ActivationOperators.Gelu,
        ["Gemm"] = MatrixOperators.Gemm,
        ["GlobalAveragePool"] = WindowOperators.GlobalAveragePool,
        ["GlobalMaxPool"] = WindowOperators.GlobalMaxPool,
        ["Greater"] = ElementwiseOperators.Compare(Comparison.Less, isExchanged: true),
        ["GreaterOrEqual"] = ElementwiseOperators.Compare(Comparison.LessOrEqual, isExchanged: true),
        ["GroupNormalization"] = NormalizationOperators.GroupNormalization,
        ["HardSigmoid"] = ActivationOperators.HardSigmoid,
        ["HardSwish"] = ActivationOperators.Of(ActivationKind.HardSwish),
        ["Identity"] = ElementwiseOperators.Identity,
        ["InstanceNormalization"] = NormalizationOperators.InstanceNormalization,
        ["IsNaN"] = ComposedOperators.IsNaN,
        ["LRN"] = WindowOperators.LocalResponseNormalization,
        ["LayerNormalization"] = NormalizationOperators.LayerNormalization,
        ["LeakyRelu"] = ActivationOperators.WithAlpha(ActivationKind.LeakyRelu, 0.01f),
        ["Less"] = ElementwiseOperators.Compare(Comparison.Less),
        ["LessOrEqual"] = ElementwiseOperators.Compare(Comparison.LessOrEqual),
        ["Log"] = ActivationOperators.Of(ActivationKind.Log),
        ["LogSoftmax"] = ActivationOperators.LogSoftmax,
        ["LpNormalization"] = ComposedOperators.LpNormalization,
        ["MatMul"] = MatrixOperators.MatMul,
        ["Max"] = ElementwiseOperators.Max,
        ["MaxPool"] = WindowOperators.MaxPool,
        ["Mean"] = ElementwiseOperators.Mean,
        ["MeanVarianceNormalization"] = NormalizationOperators.MeanVarianceNormalization,
        ["Min"] = ElementwiseOperators.Min,
        ["Mish"] = ActivationOperators.Of(ActivationKind.Mish),
        ["Mod"] = ComposedOperators.Mod,
        ["Mul"] = ElementwiseOperators.Mul,
        ["Neg"] = ActivationOperators.Of(ActivationKind.Negate),
        ["Not"] = ElementwiseOperators.Not,
        ["Or"] = ElementwiseOperators.Compare(Comparison.Or),
        ["PRelu"] = ElementwiseOperators.PRelu,
        ["Pad"] = MovingOperators.Pad,
        ["Pow"] = ElementwiseOperators.Pow,
        ["QuantizeLinear"] = QuantizationOperators.QuantizeLinear,
        ["RMSNormalization"] = ComposedOperators.RootMeanSquareNormalization,
        ["Reciprocal"] = ActivationOperators.Of(ActivationKind.Reciprocal),
        ["ReduceL1"] = ReductionOperators.Of(ReductionKind.L1),
        ["ReduceL2"] = ReductionOperators.Of(ReductionKind.L2),
        ["ReduceLogSum"] = ReductionOperators.Of(ReductionKind.LogSum),
        ["ReduceLogSumExp"] = ReductionOperators.Of(ReductionKind.LogSumExp),
        ["ReduceMax"] = ReductionOperators.Of(ReductionKind.Max),
        ["ReduceMean"] = ReductionOperators.Of(ReductionKind.Mean),
        ["ReduceMin"] = ReductionOperators.Of(ReductionKind.Min),
        ["ReduceProd"] = ReductionOperators.Of(ReductionKind.Product),
        ["ReduceSum"] = ReductionOperators.Of(ReductionKind.Sum, since: 13),
        ["ReduceSumSquare"] = ReductionOperators.Of(ReductionKind.SumSquare),
        ["Relu"] = ActivationOperators.Of(ActivationKind.Relu),
        ["Reshape"] = ShapeOperators.Reshape,
        ["Resize"] = ResizeOperators.Resize,
        ["Round"] = ActivationOperators.Of(ActivationKind.Round),
        ["Selu"] = ActivationOperators.Selu,
        ["SequenceAt"] = SequenceOperators.At,
        ["SequenceConstruct"] = SequenceOperators.Construct,
        ["Shape"] = ShapeOperators.Shape,
        ["Shrink"] = ComposedOperators.Shrink,
        ["Sigmoid"] = ActivationOperators.Of(ActivationKind.Sigmoid),
        ["Sign"] = ComposedOperators.Sign,
        ["Sin"] = ActivationOperators.Of(ActivationKind.Sin),
        ["Size"] = ShapeOperators.Size,
        ["Slice"] = ShapeOperators.Slice,
        ["Softmax"] = ActivationOperators.Softmax,
        ["Softplus"] = ActivationOperators.Of(ActivationKind.Softplus),
        ["Softsign"] = ActivationOperators.Of(ActivationKind.Softsign),
        ["SpaceToDepth"] = MovingOperators.SpaceToDepth,
        ["Split"] = MovingOperators.Split,
        ["SplitToSequence"] = SequenceOperators.Split,
        ["Sqrt"] = ActivationOperators.Of(ActivationKind.Sqrt),
        ["Squeeze"] = ShapeOperators.Squeeze,
        ["Sub"] = ElementwiseOperators.Sub,
        ["Sum"] = ElementwiseOperators.Sum,
        ["Swish"] = ActivationOperators.Swish,
        ["Tanh"] = ActivationOperators.Of(ActivationKind.Tanh),
        ["ThresholdedRelu"] = ActivationOperators.WithAlpha(ActivationKind.ThresholdedRelu, 1),
        ["Tile"] = ShapeOperators.Tile,
        ["Transpose"] = ShapeOperators.Transpose,
        ["Trilu"] = ComposedOperators.Trilu,
        ["Unsqueeze"] = ShapeOperators.Unsqueeze,
        ["Upsample"] = ResizeOperators.Upsample,
        ["Where"] = ElementwiseOperators.Where,
        ["Xor"] = ElementwiseOperators.Compare(Comparison.Xor),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, OperatorTranslator> OnShapesOnly = new Dictionary<string, OperatorTranslator>
    {
        ["ConstantOfShape"] = ShapeOperators.ConstantOfShape,
        ["Range"] = ShapeOperators.Range,
        ["ScatterND"] = IndexOperators.ScatterND,
    }.ToFrozenDictionary();

    /// <summary>The operators that can be imported, and those only on constants and shapes, for messages.</summary>
    internal static string Supported { get; } =
        $"{string.Join(", ", OnImages.Keys.Order(StringComparer.Ordinal))}; on constants and shapes also {string.Join(", ", OnShapesOnly.Keys.Order(StringComparer.Ordinal))}";

    /// <summary>The function that translates a node, or null where it is not supported.</summary>
    /// <param name="node">The node.</param>
    /// <param name="dependsOnInput">Whether it computes with the elements of an input, not only with shapes and constants.</param>
    internal static OperatorTranslator? Find(OnnxNode node, bool dependsOnInput) =>
        node.Domain.Length > 0 ? null
        : OnImages.TryGetValue(node.OpType, out var translator) || (!dependsOnInput && OnShapesOnly.TryGetValue(node.OpType, out translator)) ? translator
        : null;
}
