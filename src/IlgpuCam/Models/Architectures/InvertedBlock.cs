using IlgpuCam.Models.Operators;

namespace IlgpuCam.Models.Architectures;

/// <summary>An inverted residual block (Sandler et al. 2018): a 1x1 convolution to more channels, one convolution a channel, possibly squeeze and excitation, a 1x1 convolution to few channels; the input is added where the shape stays.</summary>
/// <param name="Kernel">Side of the convolution a channel.</param>
/// <param name="Stride">Its stride.</param>
/// <param name="Expanded">Its channels; as many as the input has where there is no first convolution.</param>
/// <param name="Outputs">Channels of the result.</param>
/// <param name="Activation">Behind the first two convolutions.</param>
/// <param name="Squeezed">Channels between the two layers of squeeze and excitation; 0 for none.</param>
internal readonly record struct InvertedBlock(int Kernel, int Stride, int Expanded, int Outputs, Activation Activation, int Squeezed = 0)
{
    /// <summary>The activation between the two layers of squeeze and excitation.</summary>
    internal Activation Inner { get; init; }

    /// <summary>The activation of its result.</summary>
    internal Activation Gate { get; init; }

    /// <summary>Adds the block to a network.</summary>
    /// <param name="b">The network.</param>
    /// <param name="x">The block's input.</param>
    /// <param name="keys">The names of its layers.</param>
    internal Maps Add(LayerBuilder b, Maps x, InvertedKeys keys)
    {
        var y = x;
        if (Expanded != x.Channels)
        {
            y = b.Unit(y, keys.Expand.Layer, keys.Expand.Normalisation, Expanded, 1, activation: Activation);
        }

        y = b.Unit(y, keys.Depthwise.Layer, keys.Depthwise.Normalisation, Expanded, Kernel, Stride, Expanded, Activation);
        if (Squeezed > 0)
        {
            y = b.Gate(y, keys.Squeeze.Reduce, keys.Squeeze.Expand, Squeezed, Inner, Gate);
        }

        y = b.Unit(y, keys.Project.Layer, keys.Project.Normalisation, Outputs, 1);
        return Stride == 1 && Outputs == x.Channels ? b.Add(y, x, $"{keys.Name}.add") : y;
    }
}
