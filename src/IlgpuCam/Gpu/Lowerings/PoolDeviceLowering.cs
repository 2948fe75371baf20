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
        var countsPadding = mean?.CountIncludePad is true;
        var shape = new PoolShape
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
            InputImage = checked((int)input.Image),
            OutputImage = checked((int)output.Image),
        };
        var config = Launching.Over(window.OutputHeight * window.OutputWidth, input.Shape[1], input.Shape[0]);
        builder.Add(
            mean is not null
                ? stream => Pooling.Mean(stream, config, input.View, output.View, shape)
                : stream => Pooling.Maximum(stream, config, input.View, output.View, shape),
            input, output);
        return true;
    }
}
