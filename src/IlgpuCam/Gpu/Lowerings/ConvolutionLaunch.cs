using IlgpuCam.Compute;
using IlgpuCam.Kernels;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>A launch of one instance of <see cref="Convolution"/>; the parameters are the kernel's.</summary>
internal delegate void ConvolutionLaunch(
    AcceleratorStream stream,
    KernelConfig config,
    ArrayView<float> input,
    ArrayView<float> weights,
    ArrayView<int> taps,
    ArrayView<float> bias,
    ArrayView<float> residual,
    ArrayView<float> output,
    ConvolutionShape shape,
    ActivationParameters activation);
