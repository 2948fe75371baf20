using IlgpuCam.Models.Architectures;
using IlgpuCam.Tensors;

namespace IlgpuCam.Tests.Models.Architectures;

public sealed class ArchitectureTableTests
{
    /// <summary>Trained parameters as torchvision's documentation, timm's results table and TensorFlow's page on EfficientNet-Lite give them.</summary>
    [Theory]
    [InlineData("resnet18", 11_689_512)]
    [InlineData("resnet34", 21_797_672)]
    [InlineData("resnet50", 25_557_032)]
    [InlineData("resnet101", 44_549_160)]
    [InlineData("resnext50_32x4d", 25_028_904)]
    [InlineData("vgg16", 138_357_544)]
    [InlineData("vgg16_bn", 138_365_992)]
    [InlineData("vgg19", 143_667_240)]
    [InlineData("vgg19_bn", 143_678_248)]
    [InlineData("alexnet", 61_100_840)]
    [InlineData("densenet121", 7_978_856)]
    [InlineData("googlenet", 6_624_904)]
    [InlineData("mobilenet_v2", 3_504_872)]
    [InlineData("mobilenetv2_100", 3_504_872)]
    [InlineData("mobilenet_v3_large", 5_483_032)]
    [InlineData("mobilenet_v3_small", 2_542_856)]
    [InlineData("mobilenetv3_large_100", 5_483_032)]
    [InlineData("tf_mobilenetv3_small_100", 2_542_856)]
    [InlineData("efficientnet_b0", 5_288_548)]
    [InlineData("tf_efficientnet_b0", 5_288_548)]
    [InlineData("efficientnet_lite0", 4_652_008)]
    [InlineData("efficientnet_lite1", 5_416_680)]
    [InlineData("efficientnet_lite2", 6_092_072)]
    [InlineData("efficientnet_lite3", 8_197_096)]
    [InlineData("efficientnet_lite4", 13_006_568)]
    [InlineData("squeezenet1_0", 1_248_424)]
    [InlineData("squeezenet1_1", 1_235_496)]
    [InlineData("regnet_y_400mf", 4_344_144)]
    [InlineData("regnety_004", 4_344_144)]
    public void An_architecture_has_as_many_parameters_as_its_origin_says(string name, long parameters)
    {
        foreach (var architecture in ArchitectureTable.Find(name))
        {
            var counter = new Counter();
            architecture.Build(counter);
            Assert.Equal(parameters, counter.Trained);
        }
    }

    [Theory]
    [InlineData("ResNet-50", "resnet50")]
    [InlineData(" resnet50.a1_in1k", "resnet50")]
    [InlineData("squeezenet1.1", "squeezenet1_1")]
    [InlineData("efficientnet-lite0", "efficientnet_lite0")]
    [InlineData("tf_efficientnet_b0.ns_jft_in1k", "tf_efficientnet_b0")]
    public void Names_are_found_however_they_are_written(string written, string name) => Assert.All(ArchitectureTable.Find(written), a => Assert.Equal(name, a.Name));

    [Theory]
    [InlineData("")]
    [InlineData("resnet")]
    [InlineData(".resnet50")]
    public void Other_names_are_not_found(string written) => Assert.Empty(ArchitectureTable.Find(written));

    private sealed class Counter : IWeightSource
    {
        private static readonly ConstantTensor Nothing = ConstantTensor.FromFloats([0], []);

        internal long Trained { get; private set; }

        public Shape? ShapeOf(string name) => null;

        public ConstantTensor Get(string name, Shape shape, Initial initial)
        {
            Trained += name.Contains(".running_", StringComparison.Ordinal) ? 0 : shape.ElementCount;
            return Nothing;
        }
    }
}
