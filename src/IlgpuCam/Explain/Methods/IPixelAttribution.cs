using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>A method that gives every element of the image a number; its map is their reduction.</summary>
public interface IPixelAttribution : IExplanationMethod
{
    /// <summary>How the numbers become a map.</summary>
    PixelReduction Reduction { get; }

    /// <summary>The numbers as they are, signed, [1,C,H,W].</summary>
    /// <param name="context">Gives gradients and further passes.</param>
    /// <exception cref="Models.NetworkException">The network does not allow the method.</exception>
    Tensor Attribute(ExplanationContext context);
}
