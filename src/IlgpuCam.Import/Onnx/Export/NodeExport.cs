using System.Collections.Immutable;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx.Export;

/// <summary>One node while it is written: the names of what it reads, and the ONNX nodes that it becomes.</summary>
/// <param name="graph">The graph.</param>
/// <param name="node">The node.</param>
internal sealed class NodeExport(GraphExport graph, Node node)
{
    internal Operator Operator => node.Operator;

    /// <summary>The version of ONNX's operators that is written.</summary>
    internal int OperatorSet => graph.OperatorSet;

    /// <summary>The name of an input as it is; empty where it is absent.</summary>
    internal string Input(int index) => index < node.Inputs.Length ? graph.Name(node.Inputs[index]) : string.Empty;

    /// <summary>All inputs as they are.</summary>
    internal IEnumerable<string> Inputs() => node.Inputs.Select(graph.Name);

    /// <summary>An input that is computed as float32 whatever its type.</summary>
    internal string Parameter(int index) => graph.Parameter(node.Inputs[index]);

    /// <summary>An input that is the filter or matrix of a layer.</summary>
    internal string Weights(int index) => graph.Weights(node.Inputs[index]);

    /// <summary>An optional bias as a vector: none, or its name.</summary>
    internal ImmutableArray<string> Bias(int index)
    {
        if (index >= node.Inputs.Length || node.Inputs[index].Length == 0)
        {
            return [];
        }

        var bias = graph.Parameter(node.Inputs[index]);
        return graph.Values[node.Inputs[index]].Shape.Rank == 1 ? [bias] : [AddStep("Reshape", "vector", [bias, Integers("vector", -1)])];
    }

    /// <summary>Type and shape of an input at the graph's default input.</summary>
    internal ValueInfo Info(int index) => graph.Values[node.Inputs[index]];

    /// <summary>A constant vector of integers that the node reads.</summary>
    internal string Integers(string suffix, params ReadOnlySpan<long> values) =>
        graph.AddConstant($"{node.Output}.{suffix}", ConstantTensor.FromInt64(values));

    /// <summary>A constant number that the node reads.</summary>
    internal string Scalar(string suffix, float value) => graph.AddConstant($"{node.Output}.{suffix}", ConstantTensor.FromFloats([], [value]));

    /// <summary>A constant vector that the node reads.</summary>
    internal string Floats(string suffix, ReadOnlySpan<float> values) =>
        graph.AddConstant($"{node.Output}.{suffix}", ConstantTensor.FromFloats([values.Length], values));

    /// <summary>Gives the node's result.</summary>
    internal void Emit(string op, IEnumerable<string> inputs, NodeAttributes? attributes = null) =>
        graph.AddNode(op, inputs, graph.Name(node.Output), attributes, node.Name);

    /// <summary>Gives the node's result, after an activation.</summary>
    internal void Emit(string op, IEnumerable<string> inputs, Activation activation, NodeAttributes? attributes = null)
    {
        if (activation == Activation.None)
        {
            Emit(op, inputs, attributes);
        }
        else
        {
            ActivationExports.Emit(this, AddStep(op, "before_activation", inputs, attributes), activation);
        }
    }

    /// <summary>Adds a node on the way to the result.</summary>
    /// <returns>The name of what it gives.</returns>
    internal string AddStep(string op, string suffix, IEnumerable<string> inputs, NodeAttributes? attributes = null)
    {
        var name = graph.Unique($"{node.Output}.{suffix}");
        graph.AddNode(op, inputs, name, attributes, $"{node.Name}.{suffix}");
        return name;
    }

    /// <summary>Adds a node on the way to the result of which only the second output is wanted.</summary>
    /// <returns>The name of that output.</returns>
    internal string AddSecond(string op, string suffix, IEnumerable<string> inputs, NodeAttributes? attributes = null)
    {
        var (first, second) = (graph.Unique($"{node.Output}.first"), graph.Unique($"{node.Output}.{suffix}"));
        graph.AddNode(op, inputs, [first, second], attributes, $"{node.Name}.{suffix}");
        return second;
    }
}
