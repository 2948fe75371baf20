using IlgpuCam.Models.Operators;

namespace IlgpuCam.Models.Architectures;

/// <summary>Residual networks (He et al. 2016) with the stride in the 3x3 convolution, as torchvision and timm have them, and ResNeXt (Xie et al. 2017).</summary>
internal static class ResNets
{
    /// <summary>Two 3x3 convolutions a block.</summary>
    internal static Network Basic(LayerBuilder b, params int[] depths) => Build(b, depths, 1, (x, key, stage, stride) =>
    {
        var width = 64 << stage;
        var y = b.Unit(x, $"{key}.conv1", $"{key}.bn1", width, 3, stride, activation: Activation.Relu);
        return b.Unit(y, $"{key}.conv2", $"{key}.bn2", width, 3);
    });

    /// <summary>1x1, 3x3 and 1x1 convolutions a block.</summary>
    /// <param name="b">The builder.</param>
    /// <param name="groups">Groups of the 3x3 convolution.</param>
    /// <param name="width">Channels of a group in the first stage.</param>
    /// <param name="depths">Blocks of each stage.</param>
    internal static Network Bottleneck(LayerBuilder b, int groups, int width, params int[] depths) => Build(b, depths, 4, (x, key, stage, stride) =>
    {
        var inner = (groups * width) << stage;
        var y = b.Unit(x, $"{key}.conv1", $"{key}.bn1", inner, 1, activation: Activation.Relu);
        y = b.Unit(y, $"{key}.conv2", $"{key}.bn2", inner, 3, stride, groups, Activation.Relu);
        return b.Unit(y, $"{key}.conv3", $"{key}.bn3", 256 << stage, 1);
    });

    private static Network Build(LayerBuilder b, int[] depths, int expansion, Func<Maps, string, int, int, Maps> branch)
    {
        var x = b.Unit(b.Input(224), "conv1", "bn1", 64, 7, 2, activation: Activation.Relu);
        x = b.MaxPool(x, "maxpool", 3, 2, 1);
        for (var stage = 0; stage < depths.Length; stage++)
        {
            for (var i = 0; i < depths[stage]; i++)
            {
                var key = $"layer{stage + 1}.{i}";
                var stride = stage > 0 && i == 0 ? 2 : 1;
                var y = branch(x, key, stage, stride);
                var isSame = stride == 1 && x.Channels == (64 << stage) * expansion;
                var shortcut = isSame ? x : b.Unit(x, $"{key}.downsample.0", $"{key}.downsample.1", y.Channels, 1, stride);
                x = b.Relu(b.Add(y, shortcut, $"{key}.add"), $"{key}.output");
            }
        }

        return b.PoolAndClassify(x, "fc");
    }
}
