using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gradients;

/// <summary>The mean of a gradient over the places of each map, which some methods take in place of the gradient: what spread one number over a map, or mixed maps place by place, is passed by, so that the maps themselves are never made.</summary>
internal static class MapMeans
{
    /// <summary>Adds the means.</summary>
    /// <param name="tape">Takes the nodes.</param>
    /// <param name="gradient">A value of the tape, [N,C,H,W].</param>
    /// <returns>The value that holds them, [N,C,1,1].</returns>
    internal static string Of(GradientTape tape, string gradient) => tape.Nodes.FirstOrDefault(n => n.Output == gradient) switch
    {
        { Operator: AveragePoolGradient2d { Window: var window, Height: var height, Width: var width } } node when IsWhole(window, height, width) => Shared(tape, node, height, width),
        { Operator: Conv2d { Activation.Kind: ActivationKind.None } convolution, Inputs: [var x, var weights] } when IsPointwise(tape, convolution, weights) => tape.Add(convolution, Of(tape, x), weights),
        _ => tape.Add(new GlobalPool(PoolingKind.Average), gradient),
    };

    // One window over the whole map.
    private static bool IsWhole(Window2d window, int height, int width) =>
        (window.Kernel.Height, window.Kernel.Width) == (height, width) && window.Pads == default && window.Dilations == Size2.One && window.AutoPad == AutoPad.Explicit;

    private static bool IsPointwise(GradientTape tape, Conv2d convolution, string weights) =>
        convolution.Strides == Size2.One && convolution.Pads == default && convolution.AutoPad == AutoPad.Explicit && tape.Constants.GetValueOrDefault(weights) is { Shape: { Rank: 4 } shape } && (shape[2], shape[3]) == (1, 1);

    private static string Shared(GradientTape tape, Node node, int height, int width) => tape.Add(new Multiply(), node.Inputs[0], tape.Constant(1f / ((float)height * width)));
}
