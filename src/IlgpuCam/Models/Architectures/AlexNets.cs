using IlgpuCam.Models.Operators;

namespace IlgpuCam.Models.Architectures;

/// <summary>AlexNet (Krizhevsky, Sutskever and Hinton 2012; torchvision's after Krizhevsky 2014), and what the CAM literature makes of its five convolutions.</summary>
internal static class AlexNets
{
    /// <summary>torchvision's, with hidden layers behind the map.</summary>
    internal static Network Torchvision(LayerBuilder b)
    {
        var x = b.Relu(b.Convolution(b.Input(224), "features.0", 64, 11, 4, 2, bias: true));
        x = b.Relu(b.Convolution(b.MaxPool(x, "features.2", 3, 2), "features.3", 192, 5, bias: true));
        x = b.Relu(b.Convolution(b.MaxPool(x, "features.5", 3, 2), "features.6", 384, 3, bias: true));
        x = b.Relu(b.Convolution(x, "features.8", 256, 3, bias: true));
        x = b.Relu(b.Convolution(x, "features.10", 256, 3, bias: true));
        x = b.Flatten(b.MaxPool(x, "features.12", 3, 2), 6);
        x = b.Relu(b.FullyConnected(x, "classifier.1", 4096));
        x = b.Relu(b.FullyConnected(x, "classifier.4", 4096));
        return b.Finish(b.FullyConnected(x, "classifier.6", b.ClassesOf("classifier.6"), "logits"));
    }

    /// <summary>One convolution of 512 units behind the trunk, on 13x13.</summary>
    internal static Network Gap(LayerBuilder b, PoolingKind pooling) =>
        b.PoolAndClassify(Layer(b, Trunk(b, 256), 14, 6, 512, 3), "classifier", pooling);

    /// <summary>The authors' AlexNet*-GAP: pool5 with stride 1, then two convolutions of 512 units in two groups, on 11x11.</summary>
    internal static Network StarGap(LayerBuilder b, PoolingKind pooling)
    {
        var x = b.MaxPool(Trunk(b, 384), "pool5", 3, 1);
        x = Layer(b, Layer(b, x, 15, 6, 512, 3, groups: 2), 17, 7, 512, 3, groups: 2);
        return b.PoolAndClassify(x, "classifier", pooling);
    }

    /// <summary>Oquab, Bottou, Laptev and Sivic 2015: fully connected layers as convolutions, a map of scores a class, its maximum, and a sigmoid.</summary>
    internal static Network Oquab(LayerBuilder b)
    {
        var x = Layer(b, Trunk(b, 256), 14, 6, 2048, 6, pad: 0);
        x = Layer(b, x, 16, 7, 2048, 1);
        x = b.Convolution(x, "head", b.ClassesOf("head"), 1, bias: true, name: "conv8");
        x = b.Flatten(b.GlobalPool(x, PoolingKind.Max, "global_pool"), name: "logits");
        return b.Finish(b.Activate(x, Activation.Sigmoid, "probabilities"));
    }

    private static Maps Trunk(LayerBuilder b, int last)
    {
        var x = Layer(b, b.Input(227), 0, 1, 96, 11, 4, 0);
        x = b.LocalResponse(b.MaxPool(x, "pool1", 3, 2), "norm1");
        x = Layer(b, x, 4, 2, 256, 5, groups: 2);
        x = b.LocalResponse(b.MaxPool(x, "pool2", 3, 2), "norm2");
        x = Layer(b, x, 8, 3, 384, 3);
        x = Layer(b, x, 10, 4, 384, 3, groups: 2);
        return Layer(b, x, 12, 5, last, 3, groups: 2);
    }

    /// <summary>A convolution and its ReLU: the index is the place among all layers, the number that among the convolutions.</summary>
    private static Maps Layer(LayerBuilder b, Maps x, int index, int number, int outputs, int kernel, int stride = 1, int? pad = null, int groups = 1) =>
        b.Relu(b.Convolution(x, $"features.{index}", outputs, kernel, stride, pad, groups, bias: true, $"conv{number}"), $"relu{number}");
}
