using IlgpuCam.Models.Operators;

namespace IlgpuCam.Models.Architectures;

/// <summary>MobileNetV3 (Howard et al. 2019, tables 1 and 2). A hidden layer stands between the pooling and the classes.</summary>
internal static class MobileNetsV3
{
    /// <summary>Rows of a table: timm's stage, kernel, channels between, channels out, squeeze and excitation, hard swish, stride.</summary>
    private static readonly (int Stage, int Kernel, int Expanded, int Outputs, bool IsGated, bool IsSwish, int Stride)[] Large =
    [
        (0, 3, 16, 16, false, false, 1), (1, 3, 64, 24, false, false, 2), (1, 3, 72, 24, false, false, 1), (2, 5, 72, 40, true, false, 2),
        (2, 5, 120, 40, true, false, 1), (2, 5, 120, 40, true, false, 1), (3, 3, 240, 80, false, true, 2), (3, 3, 200, 80, false, true, 1),
        (3, 3, 184, 80, false, true, 1), (3, 3, 184, 80, false, true, 1), (4, 3, 480, 112, true, true, 1), (4, 3, 672, 112, true, true, 1),
        (5, 5, 672, 160, true, true, 2), (5, 5, 960, 160, true, true, 1), (5, 5, 960, 160, true, true, 1),
    ];

    private static readonly (int Stage, int Kernel, int Expanded, int Outputs, bool IsGated, bool IsSwish, int Stride)[] Small =
    [
        (0, 3, 16, 16, true, false, 2), (1, 3, 72, 24, false, false, 2), (1, 3, 88, 24, false, false, 1), (2, 5, 96, 40, true, true, 2),
        (2, 5, 240, 40, true, true, 1), (2, 5, 240, 40, true, true, 1), (3, 5, 120, 48, true, true, 1), (3, 5, 144, 48, true, true, 1),
        (4, 5, 288, 96, true, true, 2), (4, 5, 576, 96, true, true, 1), (4, 5, 576, 96, true, true, 1),
    ];

    internal static Network Torchvision(LayerBuilder b, bool isLarge)
    {
        b.Epsilon = 1e-3f;
        var x = b.Unit(b.Input(224), "features.0.0", "features.0.1", 16, 3, 2, activation: Activation.HardSwish);
        var index = 1;
        x = Blocks(b, x, isLarge, (_, _, isExpanded, isGated) => InvertedKeys.Torchvision($"features.{index++}", isExpanded, isGated));
        x = b.Unit(x, $"features.{index}.0", $"features.{index}.1", Last(isLarge), 1, activation: Activation.HardSwish);
        x = b.Activate(b.FullyConnected(b.Flatten(b.GlobalPool(x, PoolingKind.Average, "global_pool")), "classifier.0", Hidden(isLarge)), Activation.HardSwish);
        return b.Finish(b.FullyConnected(x, "classifier.3", b.ClassesOf("classifier.3"), "logits"));
    }

    /// <summary>timm's; its ports from TensorFlow have that framework's padding and epsilon.</summary>
    internal static Network Timm(LayerBuilder b, bool isLarge, bool isTensorFlow)
    {
        (b.Epsilon, b.SamePadding) = isTensorFlow ? (1e-3f, true) : (1e-5f, false);
        var x = b.Unit(b.Input(224), "conv_stem", "bn1", 16, 3, 2, activation: Activation.HardSwish);
        x = Blocks(b, x, isLarge, (stage, block, isExpanded, _) => InvertedKeys.Timm($"blocks.{stage}.{block}", isExpanded));
        var stages = isLarge ? 6 : 5;
        x = b.Unit(x, $"blocks.{stages}.0.conv", $"blocks.{stages}.0.bn1", Last(isLarge), 1, activation: Activation.HardSwish);
        x = b.Convolution(b.GlobalPool(x, PoolingKind.Average, "global_pool"), "conv_head", Hidden(isLarge), 1, bias: true);
        x = b.Flatten(b.Activate(x, Activation.HardSwish));
        return b.Finish(b.FullyConnected(x, "classifier", b.ClassesOf("classifier"), "logits"));
    }

    private static int Last(bool isLarge) => isLarge ? 960 : 576;

    private static int Hidden(bool isLarge) => isLarge ? 1280 : 1024;

    private static Maps Blocks(LayerBuilder b, Maps x, bool isLarge, Func<int, int, bool, bool, InvertedKeys> keysOf)
    {
        var (stage, place) = (-1, 0);
        foreach (var row in isLarge ? Large : Small)
        {
            (stage, place) = (row.Stage, row.Stage == stage ? place + 1 : 0);
            var squeezed = row.IsGated ? InvertedWidths.Round(row.Expanded / 4.0) : 0;
            var block = new InvertedBlock(row.Kernel, row.Stride, row.Expanded, row.Outputs, row.IsSwish ? Activation.HardSwish : Activation.Relu, squeezed)
            {
                Inner = Activation.Relu,
                Gate = Activation.HardSigmoid(),
            };
            x = block.Add(b, x, keysOf(stage, place, row.Expanded != x.Channels, row.IsGated));
        }

        return x;
    }
}
