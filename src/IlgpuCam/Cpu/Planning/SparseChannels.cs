using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Planning;

/// <summary>Which convolutions leave channels of zeros out.</summary>
internal static class SparseChannels
{
    /// <summary>Whether a convolution is one of 1x1 whose input is mostly zeros.</summary>
    internal static bool Fits(Conv2d convolution, in ConvolutionGeometry geometry) => convolution.HasSparseInput
        && geometry is { Groups: 1, Window: { Kernel: { Height: 1, Width: 1 }, Strides: { Height: 1, Width: 1 }, Pads: { Top: 0, Left: 0, Bottom: 0, Right: 0 } } };
}
