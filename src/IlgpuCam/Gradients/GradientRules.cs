using IlgpuCam.Gradients.Rules;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gradients;

/// <summary>Which rule an operator has.</summary>
internal static class GradientRules
{
    private static readonly MoveRule Moved = new();
    private static readonly NormalizationRule Normalized = new();
    private static readonly RepeatRule Repeated = new();
    private static readonly ReshapeRule Reshaped = new();

    private static readonly Dictionary<Type, GradientRule> Table = new()
    {
        [typeof(Activate)] = new ActivateRule(),
        [typeof(Add)] = new AddRule(),
        [typeof(Arithmetic)] = new ArithmeticRule(),
        [typeof(AveragePool2d)] = new AveragePoolRule(),
        [typeof(BatchNormalization)] = new BatchNormalizationRule(),
        [typeof(Cast)] = new FloatsRule(),
        [typeof(Concat)] = new ConcatRule(),
        [typeof(Conv2d)] = new ConvolutionRule(),
        [typeof(DepthToSpace)] = Moved,
        [typeof(Expand)] = Repeated,
        [typeof(Flatten)] = Reshaped,
        [typeof(FullyConnected)] = new FullyConnectedRule(),
        [typeof(Gather)] = new GatherRule(),
        [typeof(GlobalPool)] = new GlobalPoolRule(),
        [typeof(GroupNormalization)] = Normalized,
        [typeof(Identity)] = Reshaped,
        [typeof(LayerNormalization)] = Normalized,
        [typeof(LocalResponseNormalization)] = new LocalResponseRule(),
        [typeof(MatrixProduct)] = new MatrixProductRule(),
        [typeof(MaxPool2d)] = new MaxPoolRule(),
        [typeof(MaxPoolIndices2d)] = new StepRule(),
        [typeof(Multiply)] = new MultiplyRule(),
        [typeof(Pad)] = new PadRule(),
        [typeof(Reduce)] = new ReduceRule(),
        [typeof(Reshape)] = Reshaped,
        [typeof(Resize)] = new ResizeRule(),
        [typeof(Slice)] = new SliceRule(),
        [typeof(Softmax)] = new SoftmaxRule(),
        [typeof(SpaceToDepth)] = Moved,
        [typeof(Squeeze)] = Reshaped,
        [typeof(Tile)] = Repeated,
        [typeof(Transpose)] = Moved,
        [typeof(Unsqueeze)] = Reshaped,
        [typeof(Where)] = new WhereRule(),
    };

    /// <summary>The rule of a node.</summary>
    /// <exception cref="NetworkException">Its operator has none; the message names it.</exception>
    internal static GradientRule For(Node node) => Table.GetValueOrDefault(node.Operator.GetType())
        ?? throw new NetworkException($"Node '{node.Name}' ({node.Operator.Kind}): no gradient is defined for this operator.");
}
