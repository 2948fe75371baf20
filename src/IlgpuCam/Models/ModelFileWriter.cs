using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models;

/// <summary>Writes a model as a safetensors file with the graph in its metadata.</summary>
internal static class ModelFileWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How the nodes use a constant.</summary>
    [Flags]
    private enum Use
    {
        None = 0,

        /// <summary>As the filter or matrix of a layer.</summary>
        Weights = 1,

        /// <summary>As another parameter that is computed as float32 whatever its width: a bias, the numbers of a batch normalisation.</summary>
        Parameter = 2,

        /// <summary>In a way that depends on its type.</summary>
        Value = 4,
    }

    /// <summary>Writes the file.</summary>
    /// <exception cref="ModelFormatException">A weight is too large for its type, a constant has a name that the format reserves, or a node is part of a backward pass.</exception>
    public static void Write(Stream stream, ModelDescription model, bool half)
    {
        var network = model.Network;
        if (network.Nodes.FirstOrDefault(n => n.Operator is BackwardOperator) is { } backward)
        {
            throw new ModelFormatException($"Node '{backward.Name}' ({backward.Operator.Kind}) is part of a backward pass, which no model file holds.");
        }

        var parts = new List<SafeTensorsPart>();
        var inGraph = new SortedDictionary<string, ConstantTensor>(StringComparer.Ordinal);
        foreach (var (name, use) in Uses(network))
        {
            if (name == SafeTensorsHeader.MetadataKey)
            {
                throw new ModelFormatException($"A constant is called '{name}', a name that safetensors files reserve.");
            }

            var tensor = network.Constants[name];
            if (StoredType(tensor, use, half) is { } type)
            {
                parts.Add(new(name, type, tensor.Shape, () => Convert(name, tensor, type)));
            }
            else
            {
                inGraph.Add(name, tensor);
            }
        }

        SafeTensorsWriter.WriteParts(stream, parts, Metadata(model, inGraph));
    }

    private static Dictionary<string, string> Metadata(ModelDescription model, SortedDictionary<string, ConstantTensor> constants)
    {
        var metadata = new Dictionary<string, string>
        {
            [ModelFileKeys.Format] = ModelFileKeys.Version,
            [ModelFileKeys.Graph] = ToJson(json => WriteGraph(json, model.Network, constants)),
        };
        if (model.Preprocessing is { } preprocessing)
        {
            // The labels stand in the file itself, not in another one.
            metadata[ModelFileKeys.Preprocessing] = (preprocessing with { Labels = null }).ToJson();
        }

        if (model.Labels is { } labels)
        {
            metadata[ModelFileKeys.Labels] = ToJson(json => WriteTexts(json, labels));
        }

        if (!model.Provenance.IsEmpty)
        {
            metadata[ModelFileKeys.Provenance] = ToJson(json =>
            {
                json.WriteStartObject();
                foreach (var (key, value) in model.Provenance)
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            });
        }

        return metadata;
    }

    private static void WriteGraph(Utf8JsonWriter json, Network network, SortedDictionary<string, ConstantTensor> constants)
    {
        json.WriteStartObject();
        json.WriteStartArray("inputs"u8);
        foreach (var input in network.Inputs)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, input.Name);
            json.WriteIntegers("shape", input.Dimensions);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("outputs"u8);
        WriteTexts(json, network.Outputs);
        json.WriteStartObject("constants"u8);
        foreach (var (name, tensor) in constants)
        {
            json.WritePropertyName(name);
            ModelFileConstants.Write(json, tensor);
        }

        json.WriteEndObject();
        json.WriteStartArray("nodes"u8);
        foreach (var node in network.Nodes)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, node.Name);
            json.WriteString("op"u8, node.Operator.Kind);
            json.WritePropertyName("inputs"u8);
            WriteTexts(json, node.Inputs);
            json.WriteString("output"u8, node.Output);
            ModelFileOperators.Write(json, node.Operator);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Every constant that something reads, in ordinal order, with all its uses.</summary>
    private static SortedDictionary<string, Use> Uses(Network network)
    {
        var uses = new SortedDictionary<string, Use>(StringComparer.Ordinal);
        foreach (var node in network.Nodes)
        {
            for (var i = 0; i < node.Inputs.Length; i++)
            {
                Add(node.Inputs[i], (node.Operator, i) switch
                {
                    (Conv2d or FullyConnected, 1) => Use.Weights,
                    (Conv2d or FullyConnected or BatchNormalization, > 0) => Use.Parameter,
                    _ => Use.Value,
                });
            }
        }

        foreach (var output in network.Outputs)
        {
            Add(output, Use.Value);
        }

        return uses;

        void Add(string name, Use use)
        {
            if (network.Constants.ContainsKey(name))
            {
                uses[name] = uses.GetValueOrDefault(name) | use;
            }
        }
    }

    /// <summary>The type of the tensor in the file, or null where the constant stands in the graph's JSON.</summary>
    private static ElementType? StoredType(ConstantTensor tensor, Use use, bool half) => tensor.Type switch
    {
        _ when half && use == Use.Weights && tensor.Type.IsFloat() => ElementType.Float16,
        ElementType.Float32 or ElementType.Float16 => tensor.Type,
        ElementType.Float64 or ElementType.BFloat16 when !use.HasFlag(Use.Value) => ElementType.Float32,
        _ => null,
    };

    /// <summary>Floats as float16 or float32.</summary>
    /// <exception cref="ModelFormatException">A number is too large for the type; the message names the tensor.</exception>
    internal static ConstantTensor Convert(string name, ConstantTensor tensor, ElementType type)
    {
        if (tensor.Type == type)
        {
            return tensor;
        }

        var singles = tensor.ToFloats();
        if (tensor.Type == ElementType.Float64)
        {
            CheckRange(name, type, tensor.AsSpan<double>(), singles);
            GC.KeepAlive(tensor);
        }

        if (type == ElementType.Float32)
        {
            return ConstantTensor.FromFloats(tensor.Shape, singles);
        }

        var halves = new Half[singles.Length];
        HalfConversion.ToHalf(singles, halves);
        for (var i = 0; i < halves.Length; i++)
        {
            if (Half.IsInfinity(halves[i]) && float.IsFinite(singles[i]))
            {
                throw OutOfRange(name, type, singles[i]);
            }
        }

        return ConstantTensor.From<Half>(type, tensor.Shape, halves);
    }

    private static void CheckRange(string name, ElementType type, ReadOnlySpan<double> wide, float[] narrow)
    {
        for (var i = 0; i < narrow.Length; i++)
        {
            if (float.IsInfinity(narrow[i]) && double.IsFinite(wide[i]))
            {
                throw OutOfRange(name, type, wide[i]);
            }
        }
    }

    private static ModelFormatException OutOfRange(string name, ElementType type, double value) =>
        new($"The tensor {MessageText.Quote(name)} holds {value:G6}, which is beyond the range of {type}.");

    private static void WriteTexts(Utf8JsonWriter json, IEnumerable<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static string ToJson(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
