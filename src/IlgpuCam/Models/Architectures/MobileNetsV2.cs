using IlgpuCam.Models.Operators;

namespace IlgpuCam.Models.Architectures;

/// <summary>MobileNetV2 (Sandler et al. 2018, table 2).</summary>
internal static class MobileNetsV2
{
    private static readonly (int Expansion, int Outputs, int Repeats, int Stride)[] Stages =
        [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];

    internal static Network Torchvision(LayerBuilder b)
    {
        var x = b.Unit(b.Input(224), "features.0.0", "features.0.1", 32, 3, 2, activation: Activation.Relu6);
        var index = 1;
        x = Blocks(b, x, (_, _, isExpanded) => InvertedKeys.TorchvisionV2($"features.{index++}", isExpanded));
        return b.PoolAndClassify(b.Unit(x, "features.18.0", "features.18.1", 1280, 1, activation: Activation.Relu6), "classifier.1");
    }

    internal static Network Timm(LayerBuilder b)
    {
        var x = b.Unit(b.Input(224), "conv_stem", "bn1", 32, 3, 2, activation: Activation.Relu6);
        x = Blocks(b, x, (stage, block, isExpanded) => InvertedKeys.Timm($"blocks.{stage}.{block}", isExpanded));
        return b.PoolAndClassify(b.Unit(x, "conv_head", "bn2", 1280, 1, activation: Activation.Relu6), "classifier");
    }

    private static Maps Blocks(LayerBuilder b, Maps x, Func<int, int, bool, InvertedKeys> keysOf)
    {
        for (var stage = 0; stage < Stages.Length; stage++)
        {
            var (expansion, outputs, repeats, stride) = Stages[stage];
            for (var i = 0; i < repeats; i++)
            {
                var block = new InvertedBlock(3, i == 0 ? stride : 1, expansion * x.Channels, outputs, Activation.Relu6);
                x = block.Add(b, x, keysOf(stage, i, expansion > 1));
            }
        }

        return x;
    }
}
