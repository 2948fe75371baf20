using System.Globalization;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Caffe;

/// <summary>The weights of a .caffemodel.</summary>
/// <param name="model">The file; null where there is none, so that a network may not need weights.</param>
internal sealed class ModelWeights(CaffeModel? model) : ILayerWeights
{
    private readonly HashSet<string> _used = [];

    /// <inheritdoc/>
    public ConstantTensor[] Weights(CaffeLayer layer, Shape[] shapes)
    {
        if (model is null)
        {
            throw layer.Error("it needs weights, and no .caffemodel was given");
        }

        if (!_used.Add(layer.Name))
        {
            throw layer.Error("a layer of the same name has the weights already");
        }

        var blobs = model.Find(layer.Name);
        if (blobs.Count != shapes.Length)
        {
            var found = blobs.Count == 0 ? "none under its name" : blobs.Count.ToString(CultureInfo.InvariantCulture);
            throw layer.Error($"{shapes.Length} blobs of weights were expected in {model.Name}, found {found}");
        }

        return [.. blobs.Select((blob, i) => blob.ToConstant(shapes[i], what => Error(layer, i, what)))];
    }

    private ModelFormatException Error(CaffeLayer layer, int blob, string what) => layer.Error($"blob {blob} in {model!.Name}: {what}");
}
