using System.Collections.Frozen;
using IlgpuCam.Import.Onnx.Operators;

namespace IlgpuCam.Import.Onnx;

/// <summary>Translates one node into operators of a network.</summary>
/// <param name="node">The node.</param>
internal delegate void OperatorTranslator(OnnxNodeContext node);

/// <summary>ONNX's operators by name, each with the function that translates it.</summary>
internal static class OperatorTable
{
    private static readonly FrozenDictionary<string, OperatorTranslator> OnImages = new Dictionary<string, OperatorTranslator>
    {
        ["Add"] = ElementwiseOperators.Add,
        ["AveragePool"] = WindowOperators.AveragePool,
        ["BatchNormalization"] = ElementwiseOperators.BatchNormalization,
        ["Cast"] = ElementwiseOperators.Cast,
        ["Clip"] = ElementwiseOperators.Clip,
        ["Concat"] = ShapeOperators.Concat,
        ["Constant"] = ShapeOperators.Constant,
        ["Conv"] = WindowOperators.Conv,
        ["DepthToSpace"] = MovingOperators.DepthToSpace,
        ["Dropout"] = ElementwiseOperators.Identity,
        ["Expand"] = ShapeOperators.Expand,
        ["Flatten"] = ShapeOperators.Flatten,
        ["Gather"] = ShapeOperators.Gather,
        ["Gemm"] = MatrixOperators.Gemm,
        ["GlobalAveragePool"] = WindowOperators.GlobalAveragePool,
        ["GlobalMaxPool"] = WindowOperators.GlobalMaxPool,
        ["HardSigmoid"] = ElementwiseOperators.HardSigmoid,
        ["HardSwish"] = ElementwiseOperators.HardSwish,
        ["Identity"] = ElementwiseOperators.Identity,
        ["LRN"] = WindowOperators.LocalResponseNormalization,
        ["MatMul"] = MatrixOperators.MatMul,
        ["MaxPool"] = WindowOperators.MaxPool,
        ["Mul"] = ElementwiseOperators.Mul,
        ["Pad"] = MovingOperators.Pad,
        ["ReduceMax"] = ReductionOperators.ReduceMax,
        ["ReduceMean"] = ReductionOperators.ReduceMean,
        ["Relu"] = ElementwiseOperators.Relu,
        ["Reshape"] = ShapeOperators.Reshape,
        ["Resize"] = ResizeOperators.Resize,
        ["Shape"] = ShapeOperators.Shape,
        ["Sigmoid"] = ElementwiseOperators.Sigmoid,
        ["Size"] = ShapeOperators.Size,
        ["Slice"] = ShapeOperators.Slice,
        ["Softmax"] = ElementwiseOperators.Softmax,
        ["SpaceToDepth"] = MovingOperators.SpaceToDepth,
        ["Split"] = MovingOperators.Split,
        ["Squeeze"] = ShapeOperators.Squeeze,
        ["Tile"] = ShapeOperators.Tile,
        ["Transpose"] = ShapeOperators.Transpose,
        ["Unsqueeze"] = ShapeOperators.Unsqueeze,
        ["Upsample"] = ResizeOperators.Upsample,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, OperatorTranslator> OnShapesOnly = new Dictionary<string, OperatorTranslator>
    {
        ["ConstantOfShape"] = ShapeOperators.ConstantOfShape,
        ["Div"] = ElementwiseOperators.Div,
        ["Equal"] = ElementwiseOperators.Equal,
        ["Range"] = ShapeOperators.Range,
        ["Sub"] = ElementwiseOperators.Sub,
        ["Where"] = ElementwiseOperators.Where,
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
