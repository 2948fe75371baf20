using IlgpuCam.Models.Operators;

namespace IlgpuCam.Models.Architectures;

/// <summary>SqueezeNet (Iandola et al. 2016) with torchvision's names; version 1.1 has a smaller first layer and pools earlier.</summary>
internal static class SqueezeNets
{
    private static readonly int[] Squeezed = [16, 16, 32, 32, 48, 48, 64, 64];

    internal static Network Version10(LayerBuilder b) => Build(b, 96, 7, [3, 4, 5, 7, 8, 9, 10, 12], [2, 6, 11]);

    internal static Network Version11(LayerBuilder b) => Build(b, 64, 3, [3, 4, 6, 7, 9, 10, 11, 12], [2, 5, 8]);

    private static Network Build(LayerBuilder b, int first, int kernel, int[] fires, int[] pools)
    {
        var x = b.Relu(b.Convolution(b.Input(224), "features.0", first, kernel, 2, 0, bias: true));
        for (var index = 2; index <= 12; index++)
        {
            var fire = Array.IndexOf(fires, index);
            x = pools.Contains(index) ? b.MaxPool(x, $"features.{index}", 3, 2, ceil: true) : Fire(b, x, $"features.{index}", Squeezed[fire]);
        }

        x = b.Relu(b.Convolution(x, "classifier.1", b.ClassesOf("classifier.1"), 1, bias: true));
        return b.Finish(b.Flatten(b.GlobalPool(x, PoolingKind.Average, "global_pool"), name: "logits"));
    }

    private static Maps Fire(LayerBuilder b, Maps x, string key, int squeezed)
    {
        x = b.Relu(b.Convolution(x, $"{key}.squeeze", squeezed, 1, bias: true));
        var single = b.Relu(b.Convolution(x, $"{key}.expand1x1", 4 * squeezed, 1, bias: true));
        var triple = b.Relu(b.Convolution(x, $"{key}.expand3x3", 4 * squeezed, 3, bias: true));
        return b.Concat($"{key}/concat", single, triple);
    }
}
