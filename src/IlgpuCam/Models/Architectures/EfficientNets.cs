using IlgpuCam.Models.Operators;

namespace IlgpuCam.Models.Architectures;

/// <summary>EfficientNet-B0 (Tan and Le 2019, table 1), and EfficientNet-Lite, which has no squeeze and excitation, ReLU6, and stem, head, first and last stage of fixed size.</summary>
internal static class EfficientNets
{
    private const int Stem = 32;
    private const int Head = 1280;

    private static readonly (int Expansion, int Kernel, int Stride, int Outputs, int Repeats)[] Stages =
        [(1, 3, 1, 16, 1), (6, 3, 2, 24, 2), (6, 5, 2, 40, 2), (6, 3, 2, 80, 3), (6, 5, 1, 112, 3), (6, 5, 2, 192, 4), (6, 3, 1, 320, 1)];

    internal static Network Torchvision(LayerBuilder b)
    {
        var x = b.Unit(b.Input(224), "features.0.0", "features.0.1", Stem, 3, 2, activation: Activation.Silu);
        x = Blocks(b, x, 1, 1, isLite: false, (stage, block, isExpanded) => InvertedKeys.Torchvision($"features.{stage + 1}.{block}", isExpanded, true));
        return b.PoolAndClassify(b.Unit(x, "features.8.0", "features.8.1", Head, 1, activation: Activation.Silu), "classifier.1");
    }

    /// <summary>timm's; its ports from TensorFlow have that framework's padding and epsilon.</summary>
    internal static Network Timm(LayerBuilder b, bool isTensorFlow)
    {
        (b.Epsilon, b.SamePadding) = isTensorFlow ? (1e-3f, true) : (1e-5f, false);
        var x = b.Unit(b.Input(224), "conv_stem", "bn1", Stem, 3, 2, activation: Activation.Silu);
        x = Blocks(b, x, 1, 1, isLite: false, (stage, block, isExpanded) => InvertedKeys.Timm($"blocks.{stage}.{block}", isExpanded));
        return b.PoolAndClassify(b.Unit(x, "conv_head", "bn2", Head, 1, activation: Activation.Silu), "classifier");
    }

    /// <summary>EfficientNet-Lite with the names of efficientnet_lite_pytorch, which is a port from TensorFlow.</summary>
    /// <param name="b">The builder.</param>
    /// <param name="width">Factor of the channels.</param>
    /// <param name="depth">Factor of the blocks.</param>
    /// <param name="side">Height and width of the input.</param>
    internal static Network Lite(LayerBuilder b, double width, double depth, int side)
    {
        (b.Epsilon, b.SamePadding) = (1e-3f, true);
        var x = b.Unit(b.Input(side), "_conv_stem", "_bn0", Stem, 3, 2, activation: Activation.Relu6);
        var index = 0;
        x = Blocks(b, x, width, depth, isLite: true, (_, _, _) => InvertedKeys.Lite(index++));
        return b.PoolAndClassify(b.Unit(x, "_conv_head", "_bn1", Head, 1, activation: Activation.Relu6), "_fc");
    }

    private static Maps Blocks(LayerBuilder b, Maps x, double width, double depth, bool isLite, Func<int, int, bool, InvertedKeys> keysOf)
    {
        for (var stage = 0; stage < Stages.Length; stage++)
        {
            var (expansion, kernel, stride, outputs, repeats) = Stages[stage];
            var count = isLite && stage > 0 && stage < Stages.Length - 1 ? (int)Math.Ceiling(depth * repeats) : repeats;
            for (var i = 0; i < count; i++)
            {
                var activation = isLite ? Activation.Relu6 : Activation.Silu;
                var squeezed = isLite ? 0 : x.Channels / 4;
                var block = new InvertedBlock(kernel, i == 0 ? stride : 1, expansion * x.Channels, InvertedWidths.Round(width * outputs), activation, squeezed)
                {
                    Inner = Activation.Silu,
                    Gate = Activation.Sigmoid,
                };
                x = block.Add(b, x, keysOf(stage, i, expansion > 1));
            }
        }

        return x;
    }
}
