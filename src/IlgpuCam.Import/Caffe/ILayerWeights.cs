using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Caffe;

/// <summary>Where the weights of layers come from.</summary>
internal interface ILayerWeights
{
    /// <summary>The weights of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="shapes">The shape of each tensor that it needs, one at least.</param>
    /// <exception cref="ModelFormatException">They are not there, or have other shapes; the message names the layer.</exception>
    ConstantTensor[] Weights(CaffeLayer layer, Shape[] shapes);
}
