namespace IlgpuCam.Models.Architectures;

/// <summary>DenseNet-121 (Huang et al. 2017): each layer reads what all layers of its block have given.</summary>
internal static class DenseNets
{
    private const int Growth = 32;

    internal static Network Build(LayerBuilder b, params int[] depths)
    {
        var x = b.Relu(b.Normalise(b.Convolution(b.Input(224), "features.conv0", 64, 7, 2), "features.norm0"));
        x = b.MaxPool(x, "features.pool0", 3, 2, 1);
        for (var stage = 1; stage <= depths.Length; stage++)
        {
            var parts = new List<Maps> { x };
            for (var i = 1; i <= depths[stage - 1]; i++)
            {
                var key = $"features.denseblock{stage}.denselayer{i}";
                var all = i == 1 ? x : b.Concat($"{key}/input", [.. parts]);
                var y = b.Convolution(b.Relu(b.Normalise(all, $"{key}.norm1")), $"{key}.conv1", 4 * Growth, 1);
                parts.Add(b.Convolution(b.Relu(b.Normalise(y, $"{key}.norm2")), $"{key}.conv2", Growth, 3));
            }

            x = b.Concat($"features.denseblock{stage}", [.. parts]);
            if (stage < depths.Length)
            {
                var key = $"features.transition{stage}";
                x = b.Convolution(b.Relu(b.Normalise(x, $"{key}.norm")), $"{key}.conv", x.Channels / 2, 1);
                x = b.AveragePool(x, $"{key}.pool", 2, 2);
            }
        }

        return b.PoolAndClassify(b.Relu(b.Normalise(x, "features.norm5")), "classifier");
    }
}
