using IlgpuCam.Compute;
using IlgpuCam.Kernels;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>A launch of one instance of <see cref="TensorConvolution"/> in half precision; the parameters are the kernel's.</summary>
internal delegate void HalfConvolutionLaunch(
    AcceleratorStream stream,
    KernelConfig config,
    ArrayView<float> input,
    ArrayView<uint> weights,
    ArrayView<int> taps,
    ArrayView<float> bias,
    ArrayView<float> residual,
    ArrayView<float> output,
    ConvolutionShape shape,
    ActivationParameters activation);
