using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gpu.Lowerings;

/// <summary>Maxima and means of windows.</summary>
internal sealed class PoolDeviceLowering : DeviceLowering
{
    internal override bool Emit(DeviceOperation operation, DevicePlanBuilder builder)
    {
        var mean = operation.Operator as AveragePool2d;
        var window = operation.Context.ResolveWindow(mean?.Window ?? ((MaxPool2d)operation.Operator).Window);
        var (input, output) = (operation.Input(0), operation.Output);
        var shape = Shape(window, mean?.CountIncludePad is true, input.Image, output.Image);
        var config = Launching.Over(window.OutputHeight * window.OutputWidth, input.Shape[1], input.Shape[0]);
        builder.Add(
            mean is not null
                ? stream => Pooling.Mean(stream, config, input.View, output.View, shape)
                : stream => Pooling.Maximum(stream, config, input.View, output.View, shape),
            input, output);
        return true;
    }

    /// <summary>The numbers of a window as kernels take them.</summary>
    /// <param name="window">The window.</param>
    /// <param name="countsPadding">Whether means count padding.</param>
    /// <param name="inputImage">Elements from one image of the maps that are pooled to the next.</param>
    /// <param name="outputImage">Elements from one image of the result to the next.</param>
    internal static PoolShape Shape(in WindowGeometry window, bool countsPadding, long inputImage, long outputImage) => new()
    {
        Height = window.Height,
        Width = window.Width,
        OutputHeight = window.OutputHeight,
        OutputWidth = window.OutputWidth,
        StrideY = window.Strides.Height,
        StrideX = window.Strides.Width,
        PadTop = window.Pads.Top,
        PadLeft = window.Pads.Left,
        KernelHeight = window.Kernel.Height,
        KernelWidth = window.Kernel.Width,
        DilationY = window.Dilations.Height,
        DilationX = window.Dilations.Width,
        CountsPadding = countsPadding ? 1 : 0,
        CountedBottom = window.Height + (countsPadding ? window.Pads.Bottom : 0),
        CountedRight = window.Width + (countsPadding ? window.Pads.Right : 0),
        InputImage = checked((int)inputImage),
        OutputImage = checked((int)outputImage),
    };
}
