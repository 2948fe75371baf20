using IlgpuCam.Import.Protobuf;

namespace IlgpuCam.Import.Onnx;

/// <summary>An operator that the model defines itself, as a graph of others (onnx.proto, FunctionProto).</summary>
internal sealed record OnnxFunction
{
    internal string Name { get; private set; } = string.Empty;

    internal string Domain { get; private set; } = string.Empty;

    internal string Overload { get; private set; } = string.Empty;

    internal List<string> Inputs { get; } = [];

    internal List<string> Outputs { get; } = [];

    internal List<OnnxNode> Nodes { get; } = [];

    /// <summary>The values of attributes that a caller does not state.</summary>
    internal Dictionary<string, OnnxAttribute> Defaults { get; } = [];

    /// <summary>The version of each operator set that its nodes belong to, by domain.</summary>
    internal Dictionary<string, long> OperatorSets { get; } = [];

    internal static OnnxFunction Read(WireReader reader)
    {
        var function = new OnnxFunction();
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    function.Name = reader.Text();
                    break;
                case 4:
                    function.Inputs.Add(reader.Text());
                    break;
                case 5:
                    function.Outputs.Add(reader.Text());
                    break;
                case 7:
                    function.Nodes.Add(OnnxNode.Read(reader.Message()));
                    break;
                case 9:
                    OnnxModel.ReadOperatorSet(reader.Message(), function.OperatorSets);
                    break;
                case 10:
                    function.Domain = OnnxNode.Normalise(reader.Text());
                    break;
                case 11:
                    var attribute = OnnxAttribute.Read(reader.Message());
                    function.Defaults[attribute.Name] = attribute;
                    break;
                case 13:
                    function.Overload = reader.Text();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return function;
    }
}
