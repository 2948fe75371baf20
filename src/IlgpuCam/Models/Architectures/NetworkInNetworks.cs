using IlgpuCam.Models.Operators;

namespace IlgpuCam.Models.Architectures;

/// <summary>Network in network (Lin, Chen and Yan 2014): 1x1 convolutions behind each convolution, the last of them with a map a class, which is pooled.</summary>
internal static class NetworkInNetworks
{
    internal static Network Gap(LayerBuilder b, PoolingKind pooling)
    {
        var x = Layer(b, b.Input(227), 0, "conv1", 96, 11, 4, 0);
        x = Layer(b, Layer(b, x, 2, "cccp1", 96, 1), 4, "cccp2", 96, 1);
        x = Layer(b, b.MaxPool(x, "pool1", 3, 2, ceil: true), 7, "conv2", 256, 5);
        x = Layer(b, Layer(b, x, 9, "cccp3", 256, 1), 11, "cccp4", 256, 1);
        x = Layer(b, b.MaxPool(x, "pool2", 3, 2, ceil: true), 14, "conv3", 384, 3);
        x = Layer(b, Layer(b, x, 16, "cccp5", 384, 1), 18, "cccp6", 384, 1);
        x = Layer(b, b.MaxPool(x, "pool3", 3, 2, ceil: true), 21, "conv4", 1024, 3);
        x = Layer(b, x, 23, "cccp7", 1024, 1);
        x = b.Relu(b.Convolution(x, "head", b.ClassesOf("head"), 1, bias: true, name: "cccp8"), "cccp8/relu");
        return b.Finish(b.Flatten(b.GlobalPool(x, pooling, "global_pool"), name: "logits"));
    }

    private static Maps Layer(LayerBuilder b, Maps x, int index, string name, int outputs, int kernel, int stride = 1, int? pad = null) =>
        b.Relu(b.Convolution(x, $"features.{index}", outputs, kernel, stride, pad, bias: true, name: name), $"{name}/relu");
}
