using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>A method whose map is a sum over channels, so that other ways to bring them together apply, too: see <see cref="EigenSmoothing"/>.</summary>
public interface IChannelMethod : IExplanationMethod
{
    /// <summary>What is summed: maps [1,K,h,w], before anything is cut from their sum.</summary>
    /// <param name="context">Gives activations, gradients and further passes.</param>
    /// <exception cref="Models.NetworkException">The network does not allow the method.</exception>
    Tensor ChannelMaps(ExplanationContext context);
}
