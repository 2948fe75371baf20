using System.Collections.Frozen;
using IlgpuCam.Import.Caffe.Layers;

namespace IlgpuCam.Import.Caffe;

/// <summary>Translates one layer into operators of a network.</summary>
/// <param name="layer">The layer.</param>
internal delegate void LayerTranslator(CaffeLayerContext layer);

/// <summary>Caffe's layers by type, each with the function that translates it.</summary>
internal static class LayerTable
{
    private static readonly FrozenDictionary<string, LayerTranslator> Layers = new Dictionary<string, LayerTranslator>
    {
        ["BatchNorm"] = AffineLayers.BatchNorm,
        ["Bias"] = AffineLayers.Bias,
        ["Clip"] = ElementwiseLayers.Clip,
        ["Concat"] = ShapeLayers.Concat,
        ["Convolution"] = WindowLayers.Convolution,
        ["Dropout"] = ElementwiseLayers.Dropout,
        ["Eltwise"] = ElementwiseLayers.Eltwise,
        ["Flatten"] = ShapeLayers.Flatten,
        ["InnerProduct"] = InnerProductLayer.InnerProduct,
        ["LRN"] = WindowLayers.LocalResponseNormalization,
        ["Pooling"] = WindowLayers.Pooling,
        ["ReLU"] = ElementwiseLayers.Relu,
        ["Reshape"] = ShapeLayers.Reshape,
        ["Scale"] = AffineLayers.Scale,
        ["Sigmoid"] = ElementwiseLayers.Sigmoid,
        ["Softmax"] = ElementwiseLayers.Softmax,
        ["Split"] = ShapeLayers.Split,
    }.ToFrozenDictionary();

    /// <summary>The types that can be imported, for messages.</summary>
    internal static string Supported { get; } = string.Join(", ", Layers.Keys.Append("Input").Order(StringComparer.Ordinal));

    /// <summary>The function that translates a type of layer, or null where it is not supported.</summary>
    internal static LayerTranslator? Find(string type) => Layers.GetValueOrDefault(type);
}
