using IlgpuCam.Models.Operators;

namespace IlgpuCam.Models.Architectures;

/// <summary>GoogLeNet (Szegedy et al. 2015): torchvision's with batch normalisation, and GoogLeNet-GAP (Zhou et al. 2016, section 3).</summary>
internal static class GoogLeNets
{
    /// <summary>Table 1 of the paper: 1x1, 3x3 reduce, 3x3, 5x5 reduce, 5x5, pool projection.</summary>
    private static readonly (string Name, int[] Widths)[] Modules =
    [
        ("3a", [64, 96, 128, 16, 32, 32]),
        ("3b", [128, 128, 192, 32, 96, 64]),
        ("4a", [192, 96, 208, 16, 48, 64]),
        ("4b", [160, 112, 224, 24, 64, 64]),
        ("4c", [128, 128, 256, 24, 64, 64]),
        ("4d", [112, 144, 288, 32, 64, 64]),
        ("4e", [256, 160, 320, 32, 128, 128]),
        ("5a", [256, 160, 320, 32, 128, 128]),
        ("5b", [384, 192, 384, 48, 128, 128]),
    ];

    private delegate Maps Unit(Maps x, string key, int outputs, int kernel, int stride = 1);

    internal static Network Torchvision(LayerBuilder b)
    {
        b.Epsilon = 1e-3f;
        Maps Add(Maps x, string key, int outputs, int kernel, int stride = 1) =>
            b.Unit(x, $"{key}.conv", $"{key}.bn", outputs, kernel, stride, activation: Activation.Relu);
        var x = b.MaxPool(Add(b.Input(224), "conv1", 64, 7, 2), "maxpool1", 3, 2, ceil: true);
        x = b.MaxPool(Add(Add(x, "conv2", 64, 1), "conv3", 192, 3), "maxpool2", 3, 2, ceil: true);
        foreach (var (name, widths) in Modules)
        {
            // Its branch "5x5" has 3x3 windows: a slip that its published weights have kept.
            x = Inception(b, x, $"inception{name}", name, widths, 3, Add);
            x = name switch
            {
                "3b" => b.MaxPool(x, "maxpool3", 3, 2, ceil: true),
                "4e" => b.MaxPool(x, "maxpool4", 2, 2, ceil: true),
                _ => x,
            };
        }

        return b.PoolAndClassify(x, "fc");
    }

    /// <summary>Nothing behind inception 4e and no pooling after it, so that the map is 14x14; a 3x3 convolution of 1024 units; global pooling.</summary>
    internal static Network Gap(LayerBuilder b, PoolingKind pooling)
    {
        Maps Add(Maps x, string key, int outputs, int kernel, int stride = 1) =>
            b.Relu(b.Convolution(x, $"{key}.conv", outputs, kernel, stride, bias: true));
        var x = b.MaxPool(Add(b.Input(224), "features.0", 64, 7, 2), "pool1", 3, 2, ceil: true);
        x = Add(Add(b.LocalResponse(x, "norm1"), "features.3", 64, 1), "features.4", 192, 3);
        x = b.MaxPool(b.LocalResponse(x, "norm2"), "pool2", 3, 2, ceil: true);
        var index = 7;
        foreach (var (name, widths) in Modules.TakeWhile(m => m.Name != "5a"))
        {
            // Weights from modules of torchvision's kind have 3x3 windows where the paper has 5x5.
            var wide = b.ShapeOf($"features.{index}.branch3.1.conv.weight") is { Rank: 4 } shape && shape[3] == 3 ? 3 : 5;
            x = Inception(b, x, $"features.{index++}", name, widths, wide, Add);
            if (name == "3b")
            {
                x = b.MaxPool(x, "pool3", 3, 2, ceil: true);
                index++;
            }
        }

        return b.PoolAndClassify(b.Relu(b.Convolution(x, $"features.{index}", 1024, 3, bias: true, name: "CAM_conv"), "CAM_relu"), "classifier", pooling);
    }

    private static Maps Inception(LayerBuilder b, Maps x, string key, string name, int[] widths, int wide, Unit unit)
    {
        var single = unit(x, $"{key}.branch1", widths[0], 1);
        var triple = unit(unit(x, $"{key}.branch2.0", widths[1], 1), $"{key}.branch2.1", widths[2], 3);
        var fivefold = unit(unit(x, $"{key}.branch3.0", widths[3], 1), $"{key}.branch3.1", widths[4], wide);
        var pooled = unit(b.MaxPool(x, $"inception_{name}/pool", 3, 1, 1, ceil: true), $"{key}.branch4.1", widths[5], 1);
        return b.Concat($"inception_{name}/output", single, triple, fivefold, pooled);
    }
}
