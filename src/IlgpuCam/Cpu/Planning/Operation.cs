using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Planning;

/// <summary>A node while it is planned.</summary>
internal sealed class Operation(Node node, InferenceContext context, Value?[] inputs, Value output)
{
    internal Node Node { get; } = node;

    internal Operator Operator { get; } = node.Operator;

    /// <summary>Shapes and constants of the inputs, and errors that name the node.</summary>
    internal InferenceContext Context { get; } = context;

    internal Value?[] Inputs { get; } = inputs;

    internal Value Output { get; } = output;

    /// <summary>A value that is added in the store, before the activation.</summary>
    internal Value? Residual { get; init; }

    /// <summary>The activation of the store.</summary>
    internal required Activation Activation { get; init; }

    /// <summary>Whether the store takes the maxima of two by two results.</summary>
    internal bool Pools { get; init; }

    /// <summary>The inverted residual that this is the last convolution of, where it is computed as one.</summary>
    internal InvertedResidual? Chain { get; set; }

    /// <summary>An input that is present.</summary>
    internal Value Input(int index) => Inputs[index] ?? throw Context.Error($"input {index} is missing");

    /// <summary>The numbers of an input that has to be constant here.</summary>
    internal ConstantTensor Weights(int index) => Context.RequireConstant(index);

    /// <summary>The bias, or null.</summary>
    internal ConstantTensor? OptionalWeights(int index) => Context.Has(index) ? Context.RequireConstant(index) : null;
}
