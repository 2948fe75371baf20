using System.Collections.Immutable;
using System.Globalization;
using IlgpuCam.Import.Onnx;
using IlgpuCam.Import.Protobuf;
using IlgpuCam.Models;
using IlgpuCam.Models.Passes;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import;

/// <summary>Reads ONNX models (onnx.ai, IR versions 3 to 13, operator sets 7 to 25). Weights are not copied: they stay in the mapped file.</summary>
public static class OnnxImporter
{
    internal const int OldestOperatorSet = 7;
    private const int NewestOperatorSet = 25;
    private const int NewestIrVersion = 13;

    /// <summary>Reads a model with the files of weights beside it, if it has any.</summary>
    /// <param name="path">The .onnx file.</param>
    /// <param name="warning">Receives what is doubtful about the file, a sentence each.</param>
    /// <returns>The network, simplified, and where it comes from.</returns>
    /// <exception cref="ModelFormatException">The file is damaged, or holds what is not supported; the message names the file and the place or node.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read, or is a folder.</exception>
    public static ModelDescription Load(string path, Action<string>? warning = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        var file = MappedFile.Open(path);
        return file.Length <= int.MaxValue
            ? Load(new WireSource(path, file.Slice(0, (int)file.Length)), new(path), warning)
            : throw new ModelFormatException($"{path}: an ONNX file has at most {int.MaxValue} bytes, found {file.Length}.");
    }

    /// <summary>Reads a model that is in memory and has all its weights inside.</summary>
    /// <param name="model">The bytes of an .onnx file, which have to stay as they are: weights are not copied.</param>
    /// <param name="warning">Receives what is doubtful about the model, a sentence each.</param>
    /// <param name="name">What errors call it.</param>
    /// <returns>The network, simplified, and where it comes from.</returns>
    /// <exception cref="ModelFormatException">The model is damaged, or holds what is not supported; the message names the place or node.</exception>
    public static ModelDescription Load(ReadOnlyMemory<byte> model, Action<string>? warning = null, string name = "model.onnx") =>
        Load(new WireSource(name, model), null, warning);

    private static ModelDescription Load(WireSource source, ExternalData? external, Action<string>? warning)
    {
        var model = OnnxModel.Read(source);
        if (model.Graph is not { } graph || model.IrVersion < 1)
        {
            throw new ModelFormatException($"{source.Name}: an ONNX model was expected, found no {(model.Graph is null ? "graph" : "version")} in {source.Bytes.Length} bytes.");
        }

        var operatorSet = OperatorSet(source.Name, model, warning);
        try
        {
            var (network, error) = new GraphTranslator(source.Name, graph, model.Functions, operatorSet, new(external)).Translate();
            if (error is not null)
            {
                // Whoever leaves a size open may only work at another one than the default.
                if (network.Inputs.All(i => i.Dimensions.Skip(1).All(d => d >= 0)))
                {
                    throw error;
                }

                warning?.Invoke($"{source.Name}: at the default input size, {error.Message}");
            }

            return new(OpenBatch.Apply(TurnInput.Apply(Simplify.Apply(network)))) { Provenance = Provenance(model, graph, operatorSet) };
        }
        catch (NetworkException e)
        {
            throw new ModelFormatException($"{source.Name}: {e.Message}", e);
        }
    }

    private static int OperatorSet(string file, OnnxModel model, Action<string>? warning)
    {
        if (!model.OperatorSets.TryGetValue(string.Empty, out var version))
        {
            version = 1; // What the format's first two versions, which had no such field, imply.
        }

        if (version is < OldestOperatorSet or > int.MaxValue)
        {
            throw new ModelFormatException($"{file}: operator set {version} was found, and {OldestOperatorSet} to {NewestOperatorSet} are supported.");
        }

        if (version > NewestOperatorSet)
        {
            warning?.Invoke($"{file}: operator set {version} is newer than {NewestOperatorSet}, the last one known; it is read as that one.");
        }

        if (model.IrVersion > NewestIrVersion)
        {
            warning?.Invoke($"{file}: format version {model.IrVersion} is newer than {NewestIrVersion}, the last one known; it is read as that one.");
        }

        return (int)version;
    }

    private static ImmutableSortedDictionary<string, string> Provenance(OnnxModel model, OnnxGraph graph, int operatorSet)
    {
        var provenance = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        provenance["format"] = string.Create(CultureInfo.InvariantCulture, $"ONNX {model.IrVersion}, operator set {operatorSet}");
        Add("producer", $"{model.ProducerName} {model.ProducerVersion}".Trim());
        Add("graph", graph.Name);
        Add("description", model.Description);
        foreach (var (key, value) in model.Metadata)
        {
            Add($"onnx.{key}", value);
        }

        return provenance.ToImmutable();

        void Add(string key, string value)
        {
            if (value.Length > 0)
            {
                provenance[key] = value;
            }
        }
    }
}
