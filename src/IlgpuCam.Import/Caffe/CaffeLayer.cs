using System.Collections.Immutable;
using IlgpuCam.Import.Caffe.Text;
using IlgpuCam.Models;

namespace IlgpuCam.Import.Caffe;

/// <summary>A layer as the file states it (caffe.proto, LayerParameter and V1LayerParameter).</summary>
/// <param name="Field">Where it is.</param>
/// <param name="Name">Its name, by which its weights are found.</param>
/// <param name="Type">Its type, by its current name.</param>
/// <param name="Bottoms">The blobs that it reads.</param>
/// <param name="Tops">The blobs that it gives.</param>
internal sealed record CaffeLayer(TextField Field, string Name, string Type, ImmutableArray<string> Bottoms, ImmutableArray<string> Tops)
{
    private const int MostBlobs = 1024;

    // upgrade_proto.cpp names the types that are not their old names in another spelling.
    private static readonly Dictionary<string, string> OldTypes = new()
    {
        ["ABSVAL"] = "AbsVal",
        ["BNLL"] = "BNLL",
        ["HDF5_DATA"] = "HDF5Data",
        ["HDF5_OUTPUT"] = "HDF5Output",
        ["IM2COL"] = "Im2col",
        ["LRN"] = "LRN",
        ["MVN"] = "MVN",
        ["RELU"] = "ReLU",
        ["SOFTMAX_LOSS"] = "SoftmaxWithLoss",
        ["TANH"] = "TanH",
        ["ARGMAX"] = "ArgMax",
    };

    internal TextMessage Message => Field.Nested();

    /// <summary>Reads a field <c>layer</c>, or <c>layers</c> of the first version.</summary>
    internal static CaffeLayer Read(TextField field)
    {
        var message = field.Nested();
        if (message.One("layer") is { } inner)
        {
            throw inner.Error(
                "a layer inside of a layer was found, the form of Caffe's files before 2013, which is not supported; Caffe's upgrade_net_proto_text converts it");
        }

        var type = message.One("type") ?? throw field.Error("a layer without a type was found");
        var layer = new CaffeLayer(
            field, message.Text("name"), type.Value.Kind == TextTokenKind.Name ? CurrentType(type.Choice()) : type.Text(),
            [.. message.All("bottom").Select(f => f.Text())], [.. message.All("top").Select(f => f.Text())]);
        return Math.Max(layer.Bottoms.Length, layer.Tops.Length) <= MostBlobs
            ? layer
            : throw layer.Error($"at most {MostBlobs} bottoms and tops were expected, found {layer.Bottoms.Length} and {layer.Tops.Length}");
    }

    internal ModelFormatException Error(string what) => Field.Error($"layer {MessageText.Quote(Name)} ({MessageText.Quote(Type).Trim('\'')}): {what}");

    /// <summary>INNER_PRODUCT is InnerProduct today.</summary>
    private static string CurrentType(string old) => OldTypes.TryGetValue(old, out var current)
        ? current
        : string.Concat(old.Split('_').Where(word => word.Length > 0).Select(word => word[..1] + word[1..].ToLowerInvariant()));
}
