using System.Runtime.InteropServices;
using IlgpuCam.Import.Protobuf;
using IlgpuCam.Models;

namespace IlgpuCam.Import.Tests.Onnx;

/// <summary>Writes small ONNX models, right ones and wrong ones (field numbers after onnx.proto).</summary>
internal sealed class OnnxWriter
{
    internal const int Float = 1;
    internal const int Int64 = 7;
    internal const int Bool = 9;
    private readonly WireWriter _graph = new();
    private int _nodes;

    /// <summary>Writes into the graph itself.</summary>
    internal WireWriter Graph => _graph;

    internal static WireWriter Tensor(string name, int type, long[] dimensions) => new WireWriter().Packed(1, dimensions).Int64(2, type).Text(8, name);

    internal static WireWriter Floats(string name, long[] dimensions, params ReadOnlySpan<float> values) =>
        Tensor(name, Float, dimensions).Bytes(9, MemoryMarshal.AsBytes(values));

    internal static WireWriter Int64s(string name, long[] dimensions, params ReadOnlySpan<long> values) =>
        Tensor(name, Int64, dimensions).Bytes(9, MemoryMarshal.AsBytes(values));

    internal static WireWriter Attribute(string name, long value) => new WireWriter().Text(1, name).Int64(3, value).Int64(20, 2);

    internal static WireWriter Attribute(string name, float value) => new WireWriter().Text(1, name).Single(2, value).Int64(20, 1);

    internal static WireWriter Attribute(string name, string value) => new WireWriter().Text(1, name).Text(4, value).Int64(20, 3);

    internal static WireWriter Numbers(string name, params ReadOnlySpan<long> values) => new WireWriter().Text(1, name).Packed(8, values).Int64(20, 7);

    internal static WireWriter Attribute(string name, WireWriter tensor) => new WireWriter().Text(1, name).Message(5, tensor).Int64(20, 4);

    internal static WireWriter Branch(string name, OnnxWriter branch) =>
        new WireWriter().Text(1, name).Message(6, branch._graph.Text(2, name)).Int64(20, 5);

    internal OnnxWriter Input(string name, int type, params ReadOnlySpan<long> dimensions) => Value(11, name, type, dimensions);

    internal OnnxWriter Output(string name) => Value(12, name, Float, []);

    internal OnnxWriter Initialiser(WireWriter tensor)
    {
        _graph.Message(5, tensor);
        return this;
    }

    internal OnnxWriter Node(string op, string[] inputs, string[] outputs, params ReadOnlySpan<WireWriter> attributes) =>
        Call(string.Empty, op, inputs, outputs, attributes);

    /// <summary>A node of an operator set of its own.</summary>
    internal OnnxWriter Call(string domain, string op, string[] inputs, string[] outputs, params ReadOnlySpan<WireWriter> attributes)
    {
        _graph.Message(1, NodeOf(domain, op, $"node{_nodes++}", inputs, outputs, attributes));
        return this;
    }

    internal static WireWriter NodeOf(string domain, string op, string name, string[] inputs, string[] outputs, params ReadOnlySpan<WireWriter> attributes)
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

        node.Text(3, name).Text(4, op).Text(7, domain);
        foreach (var attribute in attributes)
        {
            node.Message(5, attribute);
        }

        return node;
    }

    internal byte[] Build(int operatorSet = 13, int irVersion = 8) => new WireWriter().Int64(1, irVersion).Text(2, "tests")
        .Message(7, _graph.Text(2, "g")).Message(8, new WireWriter().Text(1, string.Empty).Int64(2, operatorSet)).ToArray();

    internal Network Load(int operatorSet = 13) => OnnxImporter.Load(Build(operatorSet)).Network;

    /// <summary>The message of the error that loading ends with.</summary>
    internal string Error(int operatorSet = 13) => Assert.Throws<ModelFormatException>(() => Load(operatorSet)).Message;

    private OnnxWriter Value(int field, string name, int type, ReadOnlySpan<long> dimensions)
    {
        var shape = new WireWriter();
        foreach (var dimension in dimensions)
        {
            shape.Message(1, dimension == -1 ? new WireWriter().Text(2, "n") : new WireWriter().Int64(1, dimension));
        }

        _graph.Message(field, new WireWriter().Text(1, name).Message(2, new WireWriter().Message(1, new WireWriter().Int64(1, type).Message(2, shape))));
        return this;
    }
}
