namespace IlgpuCam.Models;

/// <summary>How a network turns its last feature maps into class scores.</summary>
public enum HeadForm
{
    /// <summary>Global pooling, then a fully connected layer (Zhou et al. 2016, section 2).</summary>
    PoolingThenFullyConnected,

    /// <summary>A 1x1 convolution to one map a class, possibly an activation, then global pooling (network in network, SqueezeNet, Oquab et al.).</summary>
    ConvolutionThenPooling,

    /// <summary>Global pooling, then a 1x1 convolution on the single pixel.</summary>
    PoolingThenConvolution,
}
