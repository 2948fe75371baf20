using System.Runtime.InteropServices;
using System.Text;
using IlgpuCam.Cpu;
using IlgpuCam.Import.Caffe.Text;
using IlgpuCam.Import.Protobuf;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Tests.Caffe;

/// <summary>Writes small networks of Caffe, right ones and wrong ones (field numbers after caffe.proto).</summary>
internal sealed class CaffeWriter(string input = "input: 'data' input_shape { dim: 1 dim: 3 dim: 6 dim: 7 }")
{
    private readonly StringBuilder _text = new StringBuilder().AppendLine(input);
    private readonly WireWriter _model = new();

    internal List<string> Warnings { get; } = [];

    /// <summary>A blob of packed floats.</summary>
    internal static WireWriter Blob(long[] shape, params ReadOnlySpan<float> values) =>
        new WireWriter().Bytes(5, MemoryMarshal.AsBytes(values)).Message(7, new WireWriter().Packed(1, shape));

    /// <summary>A blob whose elements follow a rule.</summary>
    internal static WireWriter Blob(params long[] shape) => Blob(shape, Values(shape));

    internal static float[] Values(params long[] shape) =>
        [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(i => MathF.Sin((i * 1.7f) + shape.Length))];

    /// <summary>A blob as it was written until 2014.</summary>
    internal static WireWriter OldBlob(long[] four, params ReadOnlySpan<float> values)
    {
        var blob = new WireWriter();
        for (var i = 0; i < 4; i++)
        {
            blob.Int64(i + 1, four[i]);
        }

        return blob.Bytes(5, MemoryMarshal.AsBytes(values));
    }

    internal CaffeWriter Text(string text)
    {
        _text.AppendLine(text);
        return this;
    }

    /// <summary>A layer from one blob to another, by default from the input to a blob of the layer's name.</summary>
    internal CaffeWriter Layer(string name, string type, string more = "", string bottom = "data", string? top = null) =>
        Text($"layer {{ name: '{name}' type: '{type}' bottom: '{bottom}' top: '{top ?? name}' {more} }}");

    internal CaffeWriter Weights(string layer, params ReadOnlySpan<WireWriter> blobs)
    {
        var message = new WireWriter().Text(1, layer).Text(2, "Any");
        foreach (var blob in blobs)
        {
            message.Message(7, blob);
        }

        _model.Message(100, message);
        return this;
    }

    internal TextSource Prototxt() => new("net.prototxt", Encoding.UTF8.GetBytes(_text.ToString()));

    internal byte[] Model() =>
        new WireWriter().Text(1, "tests").Message(100, new WireWriter().Text(1, "layer without weights")).Raw(_model.ToArray()).ToArray();

    internal ModelDescription Load() => CaffeImporter.Load(Prototxt(), new WireSource("net.caffemodel", Model()), Warnings.Add);

    internal Network Graph() => CaffeImporter.LoadGraph(Prototxt(), Warnings.Add).Network;

    /// <summary>The shape of a value at the default input.</summary>
    internal Shape ShapeOf(string value)
    {
        var network = Graph();
        return ShapeInference.Infer(network, network.DefaultShapes()).Values[value].Shape;
    }

    /// <summary>The message of the error that loading ends with.</summary>
    internal string Error() => Assert.Throws<ModelFormatException>(Load).Message;

    /// <summary>What the network's first output is for an input that follows a rule.</summary>
    internal (float[] Input, Tensor Output) Run()
    {
        var network = Load().Network;
        using var backend = new CpuBackend(1);
        using var plan = backend.Compile(network, network.DefaultShapes(), [network.Outputs[0]]);
        var shape = plan.Inputs[0].Shape;
        var input = new Tensor(shape, Values([.. shape.Select(d => (long)d)]));
        var output = new Tensor(plan.Outputs[0].Shape);
        plan.Run([input], [output]);
        return (input.Data, output);
    }
}
