using IlgpuCam.Images;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Models.Architectures;

/// <summary>All networks that are described as code.</summary>
internal static class ArchitectureTable
{
    private const string Torchvision = "torchvision";
    private const string Timm = "timm";
    private const string Both = "torchvision and timm";
    private const string Own = "this library";

    /// <summary>Antialiased bicubic to 256, the middle 224.</summary>
    private static readonly Preprocessing Bicubic = Preprocessing.ImageNet with { Filter = ResampleFilter.Bicubic };

    /// <summary>In the order in which errors list them.</summary>
    internal static IReadOnlyList<Architecture> All { get; } =
    [
        new("resnet18", Both, b => ResNets.Basic(b, 2, 2, 2, 2)) { Preprocessing = Preprocessing.ImageNet },
        new("resnet34", Both, b => ResNets.Basic(b, 3, 4, 6, 3)) { Preprocessing = Preprocessing.ImageNet },
        new("resnet50", Both, b => ResNets.Bottleneck(b, 1, 64, 3, 4, 6, 3)) { Preprocessing = Preprocessing.ImageNet },
        new("resnet101", Both, b => ResNets.Bottleneck(b, 1, 64, 3, 4, 23, 3)) { Preprocessing = Preprocessing.ImageNet },
        new("resnext50_32x4d", Both, b => ResNets.Bottleneck(b, 32, 4, 3, 4, 6, 3)) { Preprocessing = Preprocessing.ImageNet },
        new("vgg16", Torchvision, b => VggNets.Torchvision(b, false, false)) { Preprocessing = Preprocessing.ImageNet },
        new("vgg16_bn", Torchvision, b => VggNets.Torchvision(b, false, true)) { Preprocessing = Preprocessing.ImageNet },
        new("vgg19", Torchvision, b => VggNets.Torchvision(b, true, false)) { Preprocessing = Preprocessing.ImageNet },
        new("vgg19_bn", Torchvision, b => VggNets.Torchvision(b, true, true)) { Preprocessing = Preprocessing.ImageNet },
        new("vgg16", Timm, b => VggNets.Timm(b, false, false)) { Preprocessing = Preprocessing.ImageNet },
        new("vgg16_bn", Timm, b => VggNets.Timm(b, false, true)) { Preprocessing = Preprocessing.ImageNet },
        new("vgg19", Timm, b => VggNets.Timm(b, true, false)) { Preprocessing = Preprocessing.ImageNet },
        new("vgg19_bn", Timm, b => VggNets.Timm(b, true, true)) { Preprocessing = Preprocessing.ImageNet },
        new("alexnet", Torchvision, AlexNets.Torchvision) { Preprocessing = Preprocessing.ImageNet },
        new("densenet121", Both, b => DenseNets.Build(b, 6, 12, 24, 16)) { Preprocessing = Preprocessing.ImageNet },

        // Its published weights come with a rescaling of the input in the network, from ImageNet's mean and deviation to Inception's.
        new("googlenet", Torchvision, GoogLeNets.Torchvision)
        {
            Preprocessing = Preprocessing.Inception with { Resize = ResizeMode.Shorter },
            TrainingOnly = ["aux1.", "aux2."],
        },
        new("mobilenet_v2", Torchvision, MobileNetsV2.Torchvision) { Preprocessing = Preprocessing.ImageNet },
        new("mobilenetv2_100", Timm, MobileNetsV2.Timm) { Preprocessing = Bicubic },
        new("mobilenet_v3_large", Torchvision, b => MobileNetsV3.Torchvision(b, true)) { Preprocessing = Preprocessing.ImageNet },
        new("mobilenet_v3_small", Torchvision, b => MobileNetsV3.Torchvision(b, false)) { Preprocessing = Preprocessing.ImageNet },
        new("mobilenetv3_large_100", Timm, b => MobileNetsV3.Timm(b, true, false)) { Preprocessing = Bicubic },
        new("mobilenetv3_small_100", Timm, b => MobileNetsV3.Timm(b, false, false)) { Preprocessing = Bicubic },
        new("tf_mobilenetv3_large_100", Timm, b => MobileNetsV3.Timm(b, true, true)),
        new("tf_mobilenetv3_small_100", Timm, b => MobileNetsV3.Timm(b, false, true)),
        new("efficientnet_b0", Torchvision, EfficientNets.Torchvision) { Preprocessing = Bicubic },
        new("efficientnet_b0", Timm, b => EfficientNets.Timm(b, false)) { Preprocessing = Bicubic },
        new("tf_efficientnet_b0", Timm, b => EfficientNets.Timm(b, true)),
        Lite(0, 1.0, 1.0, 224),
        Lite(1, 1.0, 1.1, 240),
        Lite(2, 1.1, 1.2, 260),
        Lite(3, 1.2, 1.4, 280),
        Lite(4, 1.4, 1.8, 300),
        new("squeezenet1_0", Torchvision, SqueezeNets.Version10) { Preprocessing = Preprocessing.ImageNet },
        new("squeezenet1_1", Torchvision, SqueezeNets.Version11) { Preprocessing = Preprocessing.ImageNet },
        new("regnet_y_400mf", Torchvision, RegNets.Torchvision) { Preprocessing = Preprocessing.ImageNet },
        new("regnety_004", Timm, RegNets.Timm) { Preprocessing = Bicubic },
        new("alexnet_gap", Own, b => AlexNets.Gap(b, PoolingKind.Average)),
        new("alexnet_gmp", Own, b => AlexNets.Gap(b, PoolingKind.Max)),
        new("alexnet_star_gap", Own, b => AlexNets.StarGap(b, PoolingKind.Average)),
        new("alexnet_star_gmp", Own, b => AlexNets.StarGap(b, PoolingKind.Max)),
        new("vgg16_gap", Own, b => VggNets.Gap(b, PoolingKind.Average)),
        new("vgg16_gmp", Own, b => VggNets.Gap(b, PoolingKind.Max)),
        new("googlenet_gap", Own, b => GoogLeNets.Gap(b, PoolingKind.Average)),
        new("googlenet_gmp", Own, b => GoogLeNets.Gap(b, PoolingKind.Max)),
        new("nin", Own, b => NetworkInNetworks.Gap(b, PoolingKind.Average)),
        new("nin_gmp", Own, b => NetworkInNetworks.Gap(b, PoolingKind.Max)),
        new("oquab_gmp", Own, AlexNets.Oquab),
    ];

    /// <summary>Their names, each once.</summary>
    internal static IReadOnlyList<string> Names { get; } = [.. All.Select(a => a.Name).Distinct()];

    /// <summary>The architectures of a name; several where they differ in the names of parameters only.</summary>
    /// <param name="name">A name; case counts no more than a hyphen for an underscore, and what timm appends behind a full stop.</param>
    internal static IReadOnlyList<Architecture> Find(string name)
    {
        var plain = name.Trim().ToLowerInvariant().Replace('-', '_');
        foreach (var candidate in new[] { plain, plain.Replace('.', '_'), plain.Split('.')[0] })
        {
            if (All.Where(a => a.Name == candidate).ToArray() is { Length: > 0 } found)
            {
                return found;
            }
        }

        return [];
    }

    private static Architecture Lite(int number, double width, double depth, int side) =>
        new($"efficientnet_lite{number}", "efficientnet_lite_pytorch", b => EfficientNets.Lite(b, width, depth, side))
        {
            Preprocessing = new() { Height = side, Width = side, Filter = ResampleFilter.Bicubic, Mean = [127, 127, 127], StandardDeviation = [128, 128, 128] },
        };
}
