using IlgpuCam.Gradients.Rules;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gradients;

/// <summary>Which rule an operator has.</summary>
internal static class GradientRules
{
    private static readonly ReshapeRule Reshaped = new();

    private static readonly Dictionary<Type, GradientRule> Table = new()
    {
        [typeof(Activate)] = new ActivateRule(),
        [typeof(Add)] = new AddRule(),
        [typeof(Arithmetic)] = new ArithmeticRule(),
        [typeof(AveragePool2d)] = new AveragePoolRule(),
        [typeof(BatchNormalization)] = new BatchNormalizationRule(),
        [typeof(Concat)] = new ConcatRule(),
        [typeof(Conv2d)] = new ConvolutionRule(),
        [typeof(Flatten)] = Reshaped,
        [typeof(FullyConnected)] = new FullyConnectedRule(),
        [typeof(GlobalPool)] = new GlobalPoolRule(),
        [typeof(Identity)] = Reshaped,
        [typeof(LocalResponseNormalization)] = new LocalResponseRule(),
        [typeof(MaxPool2d)] = new MaxPoolRule(),
        [typeof(Multiply)] = new MultiplyRule(),
        [typeof(Reshape)] = Reshaped,
        [typeof(Squeeze)] = Reshaped,
        [typeof(Unsqueeze)] = Reshaped,
    };

    /// <summary>The rule of a node.</summary>
    /// <exception cref="NetworkException">Its operator has none; the message names it.</exception>
    internal static GradientRule For(Node node) => Table.GetValueOrDefault(node.Operator.GetType())
        ?? throw new NetworkException($"Node '{node.Name}' ({node.Operator.Kind}): no gradient is defined for this operator.");
}
