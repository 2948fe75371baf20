using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using IlgpuCam.Images;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models;

/// <summary>Reads a model from a safetensors file with the graph in its metadata, and checks all of it.</summary>
internal static class ModelFileReader
{
    private const int MaxRank = 64;

    /// <summary>Reads the model.</summary>
    /// <exception cref="ModelFormatException">The file holds no model, or one that is inconsistent or not supported.</exception>
    public static ModelDescription Read(SafeTensorsFile file, Action<string>? warning)
    {
        var format = file.Metadata.GetValueOrDefault(ModelFileKeys.Format);
        if (format != ModelFileKeys.Version)
        {
            var found = format is null ? "there is none" : $"found {MessageText.Quote(format)}";
            throw new ModelFormatException(
                $"{file.Path}: a model file has the metadata entry '{ModelFileKeys.Format}' with '{ModelFileKeys.Version}', {found}.");
        }

        var network = Entry(file, ModelFileKeys.Graph, element => ReadGraph(file, element))
            ?? throw new ModelFormatException($"{file.Path}: the metadata entry '{ModelFileKeys.Graph}' is missing.");
        CheckShapes(file.Path, network, warning);
        return new(network)
        {
            Preprocessing = Entry(file, ModelFileKeys.Preprocessing, element => ReadPreprocessing(file, element)),
            Labels = Entry(file, ModelFileKeys.Labels, element => new Labels(JsonFields.Texts(element, $"{file.Path}: {ModelFileKeys.Labels}"))),
            Provenance = Entry(file, ModelFileKeys.Provenance, element => ReadProvenance(file, element))
                ?? ImmutableSortedDictionary<string, string>.Empty,
        };
    }

    private static T? Entry<T>(SafeTensorsFile file, string key, Func<JsonElement, T> read)
        where T : class => file.Metadata.TryGetValue(key, out var json) ? JsonFields.Parse(json, $"{file.Path}: {key}", read) : null;

    private static Network ReadGraph(SafeTensorsFile file, JsonElement element)
    {
        var graph = new JsonFields(element, $"{file.Path}: graph");
        var inputs = graph.Items("inputs").Select((item, i) => ReadInput(new(item, $"{file.Path}: input {i}"))).ToArray();
        var outputs = graph.Texts("outputs");
        var nodes = ReadNodes(file, graph);
        try
        {
            var network = new Network(inputs, Constants(file, graph.Object("constants")), nodes, outputs);
            graph.Finish();
            CheckAllRead(file, network);
            return network;
        }
        catch (NetworkException error)
        {
            throw new ModelFormatException($"{file.Path}: {error.Message}", error);
        }
    }

    private static NetworkInput ReadInput(JsonFields fields)
    {
        var input = new NetworkInput(fields.Text("name"), fields.Integers("shape", least: -1));
        fields.Finish();
        return input.Dimensions.Length <= MaxRank ? input : throw fields.Error($"at most {MaxRank} axes were expected, found {input.Dimensions.Length}");
    }

    private static List<Node> ReadNodes(SafeTensorsFile file, JsonFields graph)
    {
        var nodes = new List<Node>();
        var unknown = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (i, item) in graph.Items("nodes").Index())
        {
            var fields = new JsonFields(item, $"{file.Path}: node {i}");
            var name = fields.Text("name");
            var kind = fields.Text("op");
            fields.Where = $"{file.Path}: node {MessageText.Quote(name)} ({MessageText.Quote(kind)})";
            if (ModelFileOperators.Read(kind, fields) is { } op)
            {
                nodes.Add(new(name, op, fields.Texts("inputs"), fields.Text("output")));
                fields.Finish();
            }
            else
            {
                unknown.TryAdd(kind, name);
            }
        }

        return unknown.Count == 0 ? nodes : throw new ModelFormatException(
            $"{file.Path}: the graph has operators that are not known: {Named(unknown)}; known are {string.Join(", ", ModelFileOperators.Kinds)}.");
    }

    private static string Named(SortedDictionary<string, string> unknown) =>
        string.Join(", ", unknown.Take(20).Select(pair => $"{MessageText.Quote(pair.Key)} (node {MessageText.Quote(pair.Value)})"))
            + (unknown.Count > 20 ? $" and {unknown.Count - 20} more" : string.Empty);

    private static IEnumerable<KeyValuePair<string, ConstantTensor>> Constants(SafeTensorsFile file, JsonFields constants)
    {
        foreach (var name in constants.Names)
        {
            yield return new(name, ModelFileConstants.Read(constants.Object(name)));
        }

        foreach (var name in file.Names)
        {
            var tensor = file[name];
            yield return tensor.Type is ElementType.Float32 or ElementType.Float16
                ? new(name, tensor)
                : throw new ModelFormatException(
                    $"{file.Path}: tensor {MessageText.Quote(name)} is {SafeTensorsTypes.NameOf(tensor.Type)}, and a model's tensors are F32 or F16.");
        }
    }

    private static void CheckAllRead(SafeTensorsFile file, Network network)
    {
        var read = network.Nodes.SelectMany(node => node.Inputs).Concat(network.Outputs).ToHashSet(StringComparer.Ordinal);
        string[] unread = [.. network.Constants.Keys.Where(name => !read.Contains(name)).Order(StringComparer.Ordinal)];
        if (unread.Length > 0)
        {
            throw new ModelFormatException($"{file.Path}: no node reads the constants {MessageText.Some(unread)}.");
        }
    }

    // A network whose input size is open may only work at another one than the default.
    private static void CheckShapes(string path, Network network, Action<string>? warning)
    {
        try
        {
            ShapeInference.Infer(network, network.DefaultShapes());
        }
        catch (NetworkException error)
        {
            if (network.Inputs.All(input => input.Dimensions.Skip(1).All(length => length >= 0)))
            {
                throw new ModelFormatException($"{path}: {error.Message}", error);
            }

            warning?.Invoke($"{path}: at the default input size, {error.Message}");
        }
    }

    private static Preprocessing ReadPreprocessing(SafeTensorsFile file, JsonElement element)
    {
        // A model file leaves nothing to defaults that may change.
        var where = $"{file.Path}: {ModelFileKeys.Preprocessing}";
        var fields = new JsonFields(element, where);
        foreach (var name in Preprocessing.JsonKeys.Except(["shorter", "labels"]))
        {
            fields.Element(name);
        }

        return Preprocessing.FromJson(Encoding.UTF8.GetBytes(element.GetRawText()), where) with { Labels = null };
    }

    private static ImmutableSortedDictionary<string, string> ReadProvenance(SafeTensorsFile file, JsonElement element)
    {
        var fields = new JsonFields(element, $"{file.Path}: {ModelFileKeys.Provenance}");
        return fields.Names.ToImmutableSortedDictionary(name => name, fields.Text, StringComparer.Ordinal);
    }
}
