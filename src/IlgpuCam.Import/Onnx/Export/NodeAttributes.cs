using IlgpuCam.Import.Protobuf;

namespace IlgpuCam.Import.Onnx.Export;

/// <summary>The parameters of a node (onnx.proto, AttributeProto).</summary>
internal sealed class NodeAttributes
{
    private const int KindField = 20;
    private readonly List<WireWriter> _attributes = [];

    internal IReadOnlyList<WireWriter> Messages => _attributes;

    internal NodeAttributes Add(string name, float value) => Add(new WireWriter().Text(1, name).Single(2, value).Int64(KindField, 1));

    internal NodeAttributes Add(string name, int value) => Add(new WireWriter().Text(1, name).Int64(3, value).Int64(KindField, 2));

    internal NodeAttributes Add(string name, string value) => Add(new WireWriter().Text(1, name).Text(4, value).Int64(KindField, 3));

    internal NodeAttributes Add(string name, params ReadOnlySpan<long> values)
    {
        var message = new WireWriter().Text(1, name);
        foreach (var value in values)
        {
            message.Int64(8, value); // Not packed: the format is of Protocol Buffers' second version.
        }

        return Add(message.Int64(KindField, 7));
    }

    private NodeAttributes Add(WireWriter attribute)
    {
        _attributes.Add(attribute);
        return this;
    }
}
