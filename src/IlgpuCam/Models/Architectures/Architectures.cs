using IlgpuCam.Models.Operators;

namespace IlgpuCam.Models.Architectures;

/// <summary>
/// The networks of the class activation mapping papers as code, with weights as they are before training: normal, by He et al. 2015 (Delving Deep into Rectifiers,
/// fan-out) for convolutions and with deviation 0.01 for fully connected layers; biases are 0. The same seed gives the same weights.
/// </summary>
public static class Architectures
{
    /// <summary>AlexNet-GAP (Zhou et al. 2016, section 3): AlexNet's five convolutions, one 3x3 convolution of 512 units on a 13x13 map, global pooling, one layer. Input 227x227.</summary>
    /// <param name="classes">Classes.</param>
    /// <param name="pooling">Average, or maximum for the variant that section 3.2 compares with.</param>
    /// <param name="seed">Chooses the weights.</param>
    public static Network AlexNetGap(int classes = 1000, PoolingKind pooling = PoolingKind.Average, int seed = 0) =>
        Build(b => AlexNets.Gap(b, pooling), classes, seed);

    /// <summary>AlexNet*-GAP (Zhou et al. 2016, table 1, as its authors published it): AlexNet's convolutions and two of 512 units in two groups on an 11x11 map. Input 227x227.</summary>
    /// <inheritdoc cref="AlexNetGap"/>
    public static Network AlexNetStarGap(int classes = 1000, PoolingKind pooling = PoolingKind.Average, int seed = 0) =>
        Build(b => AlexNets.StarGap(b, pooling), classes, seed);

    /// <summary>VGGnet-GAP (Zhou et al. 2016, section 3): VGG-16 up to conv5-3 without pool5, a 3x3 convolution of 1024 units on a 14x14 map, global pooling, one layer. Input 224x224.</summary>
    /// <inheritdoc cref="AlexNetGap"/>
    public static Network Vgg16Gap(int classes = 1000, PoolingKind pooling = PoolingKind.Average, int seed = 0) =>
        Build(b => VggNets.Gap(b, pooling), classes, seed);

    /// <summary>GoogLeNet-GAP (Zhou et al. 2016, section 3): GoogLeNet up to inception 4e, a 3x3 convolution of 1024 units on a 14x14 map, global pooling, one layer. Input 224x224.</summary>
    /// <inheritdoc cref="AlexNetGap"/>
    public static Network GoogLeNetGap(int classes = 1000, PoolingKind pooling = PoolingKind.Average, int seed = 0) =>
        Build(b => GoogLeNets.Gap(b, pooling), classes, seed);

    /// <summary>Network in network (Lin, Chen and Yan 2014): four convolutions with two 1x1 convolutions behind each, the last with a map a class on 6x6, global pooling. Input 227x227.</summary>
    /// <inheritdoc cref="AlexNetGap"/>
    public static Network NetworkInNetwork(int classes = 1000, PoolingKind pooling = PoolingKind.Average, int seed = 0) =>
        Build(b => NetworkInNetworks.Gap(b, pooling), classes, seed);

    /// <summary>The multi-label network of Oquab et al. 2015 (Is object localization for free?): AlexNet as convolutions, a 1x1 convolution to a map of scores a class, global maximum pooling, a sigmoid a class. Input 227x227 gives maps of 8x8, a larger one larger maps.</summary>
    /// <param name="classes">Classes.</param>
    /// <param name="seed">Chooses the weights.</param>
    public static Network OquabMultiLabel(int classes = 20, int seed = 0) => Build(AlexNets.Oquab, classes, seed);

    private static Network Build(Func<LayerBuilder, Network> describe, int classes, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        return describe(new(new HeInitialisation(seed), classes));
    }
}
