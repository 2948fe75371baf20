using IlgpuCam.Import.Protobuf;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx.Export;

/// <summary>A graph while it is written (onnx.proto, GraphProto): its nodes, its constants as far as something reads them, and the names of its values.</summary>
internal sealed class GraphExport
{
    private readonly Network _network;
    private readonly InferredNetwork _inferred;
    private readonly bool _half;
    private readonly Dictionary<string, string> _names = [];
    private readonly Dictionary<(string Value, bool IsFloat), string> _constantNames = [];
    private readonly HashSet<string> _taken;
    private readonly WireWriter _inputs = new();
    private readonly WireWriter _outputs = new();
    private readonly WireWriter _nodes = new();
    private readonly WireWriter _initialisers = new();
    private int _nodeCount;

    /// <summary>Begins a graph.</summary>
    /// <param name="network">What is written.</param>
    /// <param name="inferred">Shapes at the default input, of this network or one that it is a part of.</param>
    /// <param name="operatorSet">The version of ONNX's operators.</param>
    /// <param name="half">Whether weights are stored as float16.</param>
    /// <param name="reserved">Names that only <see cref="Claim"/> and added nodes give.</param>
    internal GraphExport(Network network, InferredNetwork inferred, int operatorSet, bool half, IEnumerable<string> reserved)
    {
        (_network, _inferred, _half, OperatorSet) = (network, inferred, half, operatorSet);
        _taken = [.. reserved];
    }

    /// <summary>The version of ONNX's operators.</summary>
    internal int OperatorSet { get; }

    /// <summary>Types and shapes at the default input.</summary>
    internal IReadOnlyDictionary<string, ValueInfo> Values => _inferred.Values;

    internal IReadOnlyDictionary<string, ConstantTensor> Constants => _network.Constants;

    internal void AddInputs(OpenSizes sizes)
    {
        foreach (var input in _network.Inputs)
        {
            AddValue(_inputs, 11, Name(input.Name), ElementType.Float32, sizes.Input(input));
        }
    }

    internal void AddOutput(string name, ValueInfo info, IEnumerable<(int Length, string? Name)> axes) => AddValue(_outputs, 12, name, info.Type, axes);

    /// <summary>Writes all nodes of the network.</summary>
    internal void AddNodes()
    {
        foreach (var node in _network.Nodes)
        {
            ExportTable.Export(new(this, node));
        }
    }

    /// <summary>Gives a value that a node computes the name of a result, unless it bears another one's already.</summary>
    internal void Claim(string value, string name)
    {
        if (!_network.Constants.ContainsKey(value))
        {
            _names.TryAdd(value, name);
        }
    }

    /// <summary>A value under the name of a result, by a node that copies it where it bears another name.</summary>
    internal string Named(string value, string name)
    {
        if (Name(value) != name)
        {
            AddNode("Identity", [Name(value)], name);
        }

        return name;
    }

    /// <summary>The name of a value in the file; of a constant as it is, which is written when something first reads it.</summary>
    internal string Name(string value)
    {
        if (value.Length == 0)
        {
            return value;
        }

        if (_network.Constants.TryGetValue(value, out var constant))
        {
            return Constant(value, isFloat: false, constant);
        }

        if (!_names.TryGetValue(value, out var name))
        {
            _names[value] = name = Unique(value);
        }

        return name;
    }

    /// <summary>The name of a parameter that is computed as float32 whatever its type.</summary>
    internal string Parameter(string value) => _network.Constants.TryGetValue(value, out var constant) && constant.Type != ElementType.Float32
        ? Constant(value, isFloat: true, constant)
        : Name(value);

    /// <summary>The name of the weights of a layer, stored as float16 where that is asked for.</summary>
    internal string Weights(string value)
    {
        if (!_half || !_network.Constants.TryGetValue(value, out var constant))
        {
            return Parameter(value);
        }

        if (!_constantNames.TryGetValue((value, true), out var name))
        {
            _constantNames[(value, true)] = name = AddWeights(value, constant);
        }

        return name;
    }

    /// <summary>Adds weights, of which a layer computes with float32.</summary>
    internal string AddWeights(string wanted, ConstantTensor weights)
    {
        var name = Unique(wanted);
        if (!_half)
        {
            AddInitialiser(name, ElementType.Float32, weights);
            return name;
        }

        var stored = Unique($"{name}.half");
        AddInitialiser(stored, ElementType.Float16, weights);
        AddNode("Cast", [stored], name, new NodeAttributes().Add("to", (int)OnnxDataType.Float));
        return name;
    }

    /// <summary>Adds a constant that the network does not have.</summary>
    internal string AddConstant(string wanted, ConstantTensor value)
    {
        var name = Unique(wanted);
        AddInitialiser(name, value.Type, value);
        return name;
    }

    internal string Unique(string name)
    {
        while (!_taken.Add(name))
        {
            name += "_";
        }

        return name;
    }

    /// <summary>Adds a node with one result.</summary>
    internal void AddNode(string op, IEnumerable<string> inputs, string output, NodeAttributes? attributes = null, string? name = null) =>
        AddNode(op, inputs, [output], attributes, name);

    /// <summary>Adds a node.</summary>
    internal void AddNode(string op, IEnumerable<string> inputs, ReadOnlySpan<string> outputs, NodeAttributes? attributes = null, string? name = null)
    {
        var node = new WireWriter();
        foreach (var input in inputs)
        {
            node.Text(1, input);
        }

        foreach (var output in outputs)
        {
            node.Text(2, output);
        }

        node.Text(3, name ?? $"{op}_{_nodeCount}").Text(4, op);
        foreach (var attribute in attributes?.Messages ?? [])
        {
            node.Message(5, attribute);
        }

        _nodes.Message(1, node);
        _nodeCount++;
    }

    internal WireWriter ToMessage(string name) => new WireWriter().Append(_nodes).Text(2, name).Append(_initialisers).Append(_inputs).Append(_outputs);

    private static void AddValue(WireWriter values, int field, string name, ElementType type, IEnumerable<(int Length, string? Name)> axes)
    {
        var shape = new WireWriter();
        foreach (var (length, symbol) in axes)
        {
            shape.Message(1, symbol is null ? new WireWriter().Int64(1, length) : new WireWriter().Text(2, symbol));
        }

        var tensor = new WireWriter().Int64(1, (long)type.ToOnnx()).Message(2, shape);
        values.Message(field, new WireWriter().Text(1, name).Message(2, new WireWriter().Message(1, tensor)));
    }

    private string Constant(string value, bool isFloat, ConstantTensor constant)
    {
        if (!_constantNames.TryGetValue((value, isFloat), out var name))
        {
            _constantNames[(value, isFloat)] = name = Unique(value);
            AddInitialiser(name, isFloat ? ElementType.Float32 : constant.Type, constant);
        }

        return name;
    }

    private void AddInitialiser(string name, ElementType type, ConstantTensor value)
    {
        var tensor = new WireWriter();
        foreach (var length in value.Shape)
        {
            tensor.Int64(1, length);
        }

        tensor.Int64(2, (long)type.ToOnnx()).Text(8, name).Bytes(9, value.Shape.ElementCount * type.Size(), stream =>
        {
            var converted = type == value.Type ? value : ModelFileWriter.Convert(name, value, type);
            stream.Write(converted.Bytes.Span);

            // The bytes may be mapped, and a span alone does not keep them.
            GC.KeepAlive(converted);
        });
        _initialisers.Message(5, tensor);
    }
}
