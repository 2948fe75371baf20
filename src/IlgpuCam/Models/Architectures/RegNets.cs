using IlgpuCam.Models.Operators;

namespace IlgpuCam.Models.Architectures;

/// <summary>RegNetY-400MF (Radosavovic et al. 2020): residual bottlenecks of equal width in groups of 8 channels, with squeeze and excitation.</summary>
internal static class RegNets
{
    private const int GroupWidth = 8;
    private const int StemWidth = 32;
    private static readonly int[] Widths = [48, 104, 208, 440];
    private static readonly int[] Depths = [1, 3, 6, 6];

    internal static Network Torchvision(LayerBuilder b) => Build(b, "fc", "stem.0", "stem.1", (stage, block) =>
    {
        var key = $"trunk_output.block{stage}.block{stage}-{block - 1}";
        return new(
            ($"{key}.f.a.0", $"{key}.f.a.1"), ($"{key}.f.b.0", $"{key}.f.b.1"), ($"{key}.f.se.fc1", $"{key}.f.se.fc2"),
            ($"{key}.f.c.0", $"{key}.f.c.1"), ($"{key}.proj.0", $"{key}.proj.1"), key);
    });

    internal static Network Timm(LayerBuilder b) => Build(b, "head.fc", "stem.conv", "stem.bn", (stage, block) =>
    {
        var key = $"s{stage}.b{block}";
        return new(
            ($"{key}.conv1.conv", $"{key}.conv1.bn"), ($"{key}.conv2.conv", $"{key}.conv2.bn"), ($"{key}.se.fc1", $"{key}.se.fc2"),
            ($"{key}.conv3.conv", $"{key}.conv3.bn"), ($"{key}.downsample.conv", $"{key}.downsample.bn"), key);
    });

    private static Network Build(LayerBuilder b, string classifier, string stem, string normalisation, Func<int, int, Keys> keysOf)
    {
        var x = b.Unit(b.Input(224), stem, normalisation, StemWidth, 3, 2, activation: Activation.Relu);
        for (var stage = 1; stage <= Widths.Length; stage++)
        {
            var width = Widths[stage - 1];
            for (var block = 1; block <= Depths[stage - 1]; block++)
            {
                var keys = keysOf(stage, block);
                var stride = block == 1 ? 2 : 1;
                var y = b.Unit(x, keys.First.Layer, keys.First.Normalisation, width, 1, activation: Activation.Relu);
                y = b.Unit(y, keys.Second.Layer, keys.Second.Normalisation, width, 3, stride, width / GroupWidth, Activation.Relu);

                // A quarter of what comes into the block; the widths divide by 4.
                y = b.Gate(y, keys.Gate.Reduce, keys.Gate.Expand, x.Channels / 4, Activation.Relu, Activation.Sigmoid);
                y = b.Unit(y, keys.Third.Layer, keys.Third.Normalisation, width, 1);
                var shortcut = block > 1 ? x : b.Unit(x, keys.Shortcut.Layer, keys.Shortcut.Normalisation, width, 1, stride);
                x = b.Relu(b.Add(y, shortcut, $"{keys.Name}.add"), $"{keys.Name}.output");
            }
        }

        return b.PoolAndClassify(x, classifier);
    }

    private sealed record Keys(
        (string Layer, string Normalisation) First, (string Layer, string Normalisation) Second, (string Reduce, string Expand) Gate,
        (string Layer, string Normalisation) Third, (string Layer, string Normalisation) Shortcut, string Name);
}
