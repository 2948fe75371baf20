using IlgpuCam.Models.Operators;

namespace IlgpuCam.Models.Architectures;

/// <summary>VGG-16 and VGG-19 (Simonyan and Zisserman 2015), and VGG-16 with global pooling (Zhou et al. 2016, section 3).</summary>
internal static class VggNets
{
    private static readonly int[] Widths = [64, 128, 256, 512, 512];
    private static readonly int[] Depths16 = [2, 2, 3, 3, 3];
    private static readonly int[] Depths19 = [2, 2, 4, 4, 4];

    /// <summary>torchvision's names: three fully connected layers.</summary>
    internal static Network Torchvision(LayerBuilder b, bool is19, bool isNormalised)
    {
        var x = b.Flatten(Trunk(b, is19 ? Depths19 : Depths16, isNormalised, lastPool: true, out _), 7);
        x = b.Relu(b.FullyConnected(x, "classifier.0", 4096));
        x = b.Relu(b.FullyConnected(x, "classifier.3", 4096));
        return b.Finish(b.FullyConnected(x, "classifier.6", b.ClassesOf("classifier.6"), "logits"));
    }

    /// <summary>timm's names: the first two fully connected layers are convolutions that see the whole map.</summary>
    internal static Network Timm(LayerBuilder b, bool is19, bool isNormalised)
    {
        var x = Trunk(b, is19 ? Depths19 : Depths16, isNormalised, lastPool: true, out _);
        x = b.Relu(b.Convolution(x, "pre_logits.fc1", 4096, 7, pad: 0, bias: true));
        x = b.Relu(b.Convolution(x, "pre_logits.fc2", 4096, 1, bias: true));
        return b.Finish(b.FullyConnected(b.Flatten(x), "head.fc", b.ClassesOf("head.fc"), "logits"));
    }

    /// <summary>No pool5, a 3x3 convolution of 1024 units on 14x14, global pooling.</summary>
    internal static Network Gap(LayerBuilder b, PoolingKind pooling)
    {
        var x = Trunk(b, Depths16, false, lastPool: false, out var index);
        return b.PoolAndClassify(b.Relu(b.Convolution(x, $"features.{index}", 1024, 3, bias: true, name: "conv6"), "relu6"), "classifier", pooling);
    }

    private static Maps Trunk(LayerBuilder b, int[] depths, bool isNormalised, bool lastPool, out int index)
    {
        var x = b.Input(224);
        index = 0;
        for (var stage = 0; stage < depths.Length; stage++)
        {
            for (var i = 0; i < depths[stage]; i++)
            {
                var name = $"{stage + 1}_{i + 1}";
                x = b.Convolution(x, $"features.{index++}", Widths[stage], 3, bias: true, name: $"conv{name}");
                x = b.Relu(isNormalised ? b.Normalise(x, $"features.{index++}") : x, $"relu{name}");
                index++;
            }

            if (stage < depths.Length - 1 || lastPool)
            {
                x = b.MaxPool(x, $"pool{stage + 1}", 2, 2);
                index++;
            }
        }

        return x;
    }
}
