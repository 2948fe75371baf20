using System.Text;
using System.Text.Json;
using IlgpuCam.Images;
using IlgpuCam.Models;

namespace IlgpuCam.Import;

/// <summary>
/// What stands beside a model whose format has no place for preprocessing and labels: <c>MODEL.json</c> beside <c>MODEL.onnx</c>, and the file of labels that it names,
/// by its path from there.
/// </summary>
public static class ModelSidecar
{
    /// <summary>The JSON that belongs to a model file.</summary>
    /// <param name="model">The model file.</param>
    public static string PathOf(string model) => Path.ChangeExtension(model, ".json");

    /// <summary>Whether the JSON beside a model states its preprocessing; other tools also put a MODEL.json there.</summary>
    /// <param name="model">The model file.</param>
    /// <exception cref="ModelFormatException">There is a file of that name, and it is no JSON.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static bool Exists(string model) =>
        PathOf(model) is var path && path != model && File.Exists(path) && Describes(SmallFile.Read(path), path);

    /// <summary>Writes preprocessing and labels beside a model: MODEL.json and, where there are labels, MODEL.labels.txt. Nothing where there are neither.</summary>
    /// <param name="model">The model file.</param>
    /// <param name="description">What it holds.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Save(string model, ModelDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        if (description.Preprocessing is null && description.Labels is null)
        {
            return;
        }

        var labels = description.Labels is null ? null : $"{Path.GetFileNameWithoutExtension(model)}.labels.txt";
        if (labels is not null)
        {
            // One label a line, whatever a label consists of.
            var lines = description.Labels!.Select(l => $"{string.Join(' ', l.Split('\n', '\r'))}\n");
            Write(Path.Combine(Path.GetDirectoryName(model) ?? string.Empty, labels), string.Concat(lines));
        }

        var json = description.Preprocessing is { } preprocessing
            ? (preprocessing with { Labels = labels }).ToJson()
            : $"{{\"labels\":\"{JsonEncodedText.Encode(labels!)}\"}}";
        Write(PathOf(model), $"{json}\n");
    }

    /// <summary>A model with what stands beside it.</summary>
    internal static ModelDescription Apply(string path, ModelDescription model)
    {
        if (!Exists(path))
        {
            return model;
        }

        var sidecar = PathOf(path);
        var preprocessing = Preprocessing.FromJson(SmallFile.Read(sidecar), sidecar, Basis(model));
        var labels = preprocessing.Labels is { } file ? Labels.Load(Path.Combine(Path.GetDirectoryName(sidecar) ?? string.Empty, file)) : model.Labels;
        return model with { Preprocessing = preprocessing, Labels = labels };
    }

    private static void Write(string path, string text) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>A graph's own input size stands where the JSON gives none.</summary>
    private static Preprocessing Basis(ModelDescription model) => model.Network.Inputs.FirstOrDefault(i => i.IsImage)?.DefaultShape is { } shape
        ? Preprocessing.ImageNet.WithSize(shape[2], shape[3])
        : Preprocessing.ImageNet;

    /// <summary>Whether a JSON object has any key of a preprocessing.</summary>
    private static bool Describes(byte[] json, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.EnumerateObject().Any(p => Preprocessing.JsonKeys.Contains(p.Name));
        }
        catch (JsonException e)
        {
            throw new ModelFormatException($"{path}: JSON was expected, found something else at line {e.LineNumber + 1}.", e);
        }
    }
}
