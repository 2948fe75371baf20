using IlgpuCam.Models.Operators;

namespace IlgpuCam.Import.Caffe.Layers;

/// <summary>Convolution, pooling, and normalisation over a window of channels.</summary>
internal static class WindowLayers
{
    internal static void Convolution(CaffeLayerContext layer)
    {
        var parameters = layer.Parameters("convolution_param");
        var outputs = parameters.Int("num_output", 0, 1);
        var kernel = parameters.Size("kernel_size", "kernel_h", "kernel_w", 1, layer) ?? throw layer.Error("its kernel_size is missing");
        var stride = parameters.Size("stride", "stride_h", "stride_w", 1, layer) ?? Size2.One;
        var pad = parameters.Size("pad", "pad_h", "pad_w", 0, layer) ?? default;
        var dilation = parameters.Ints("dilation", 1) switch
        {
            [] => Size2.One,
            [var both] => new(both, both),
            [var y, var x] => new(y, x),
            var other => throw layer.Error($"one dilation or two were expected, found {other.Count}"),
        };
        var groups = parameters.Int("group", 1, 1);
        var hasBias = parameters.Flag("bias_term", true);
        if (parameters.Int("axis", 1, -4) is not (1 or -3))
        {
            throw layer.Error("channels on axis 1 were expected, found another axis");
        }

        var x0 = layer.ShapeOf(layer.Input);
        if (outputs == 0 || x0.Rank != 4 || x0[1] % groups != 0 || outputs % groups != 0)
        {
            throw layer.Error($"{outputs} outputs in {groups} groups do not fit an input of {x0}");
        }

        var weights = hasBias
            ? layer.Weights([outputs, x0[1] / groups, kernel.Height, kernel.Width], [outputs])
            : layer.Weights([outputs, x0[1] / groups, kernel.Height, kernel.Width]);
        var convolution = new Conv2d(stride, new(pad.Height, pad.Width, pad.Height, pad.Width), dilation, groups);
        string[] constants = [.. weights.Select((w, i) => layer.AddConstant(i == 0 ? "weights" : "bias", w))];
        layer.Emit(convolution, [layer.Input, .. constants]);
    }

    /// <summary>Rounded up where nothing else is said: a last window that begins in the map or in the padding before it counts.</summary>
    internal static void Pooling(CaffeLayerContext layer)
    {
        var parameters = layer.Parameters("pooling_param");
        var pooling = parameters.Choice("pool", "MAX") switch
        {
            "MAX" => PoolingKind.Max,
            "AVE" => PoolingKind.Average,
            var other => throw layer.Error($"pooling by MAX or AVE was expected, found {MessageText.Quote(other)}"),
        };
        var isGlobal = parameters.Flag("global_pooling", false);
        var size = parameters.Size("kernel_size", "kernel_h", "kernel_w", 1, layer);
        var stride = parameters.Size("stride", "stride_h", "stride_w", 1, layer) ?? Size2.One;
        var pad = parameters.Size("pad", "pad_h", "pad_w", 0, layer) ?? default;
        var isCeil = parameters.Choice("round_mode", "CEIL") switch
        {
            "CEIL" => true,
            "FLOOR" => false,
            var other => throw layer.Error($"round_mode CEIL or FLOOR was expected, found {MessageText.Quote(other)}"),
        };
        if (isGlobal)
        {
            if (size is not null || pad != default || stride != Size2.One)
            {
                throw layer.Error("global pooling has no kernel_size, pad or stride of its own, found one");
            }

            layer.Emit(new GlobalPool(pooling), layer.Input);
            return;
        }

        var kernel = size ?? throw layer.Error("its kernel_size is missing");
        if (pad.Height >= kernel.Height || pad.Width >= kernel.Width)
        {
            throw layer.Error($"a pad below the kernel_size of {kernel} was expected, found {pad}");
        }

        // Of the elements that hang over the map's end, Caffe's mean counts those in the padding, and no others.
        var window = new Window2d(kernel, stride, Size2.One, new(pad.Height, pad.Width, pad.Height, pad.Width), Ceil: isCeil);
        layer.Emit(pooling == PoolingKind.Max ? new MaxPool2d(window) : new AveragePool2d(window, CountIncludePad: true), layer.Input);
    }

    internal static void LocalResponseNormalization(CaffeLayerContext layer)
    {
        var parameters = layer.Parameters("lrn_param");
        if (parameters.Choice("norm_region", "ACROSS_CHANNELS") is var region and not "ACROSS_CHANNELS")
        {
            throw layer.Error($"normalisation ACROSS_CHANNELS was expected, found {MessageText.Quote(region)}, which is not supported");
        }

        var size = parameters.Int("local_size", 5, 1);
        if (size % 2 == 0)
        {
            throw layer.Error($"an odd local_size was expected, found {size}");
        }

        layer.Emit(
            new LocalResponseNormalization(size, parameters.Single("alpha", 1), parameters.Single("beta", 0.75f), parameters.Single("k", 1)), layer.Input);
    }
}
