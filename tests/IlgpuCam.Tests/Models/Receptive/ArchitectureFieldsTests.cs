using IlgpuCam.Models;
using IlgpuCam.Models.Architectures;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Tests.Models.Receptive;

/// <summary>Receptive fields of known networks.</summary>
public sealed class ArchitectureFieldsTests
{
    /// <summary>
    /// AlexNet 195, VGG-16 212 and ResNet v1 are in the table of Araujo et al. 2019; ResNets here have their strides in the 3x3 convolutions, so ResNet-50 is
    /// 11 + 3*2*4 + (2*4 + 3*16) + (2*8 + 5*32) + (2*16 + 2*64) = 427 instead of 483. The others were added up in the same way.
    /// </summary>
    [Theory]
    [InlineData("alexnet", "features.10", 163, 16, 13)]
    [InlineData("alexnet", "features.12", 195, 32, 6)]
    [InlineData("vgg16", "conv5_3", 196, 16, 14)]
    [InlineData("vgg16", "pool5", 212, 32, 7)]
    [InlineData("resnet18", "layer4.1.output", 435, 32, 7)]
    [InlineData("resnet34", "layer4.2.output", 899, 32, 7)]
    [InlineData("resnet50", "layer4.2.output", 427, 32, 7)]
    [InlineData("resnet101", "layer4.2.output", 971, 32, 7)]
    [InlineData("googlenet_gap", "inception_4e/output", 427, 16, 14)]
    [InlineData("googlenet_gap", "CAM_relu", 459, 16, 14)]
    [InlineData("vgg16_gap", "conv6", 228, 16, 14)]
    [InlineData("nin", "logits", null, 0, 1)]
    public void A_layer_has_the_field_of_the_literature(string architecture, string value, int? size, int stride, int map)
    {
        var (network, fields) = Fields(architecture);
        Assert.True(network.Values.ContainsKey(value), string.Join(' ', network.Nodes.Select(n => n.Output)));
        var field = fields.Of(value)!;
        Assert.False(field.IsGated);
        if (size is null)
        {
            Assert.True(field.IsWhole);
            return;
        }

        Assert.Equal((size.Value, stride), (field.Rows!.Value.Size, field.Rows.Value.Stride));
        Assert.Equal(field.Rows, field.Columns);
        Assert.Equal(new Size2(map, map), fields.MappingResolution(value));
    }

    /// <summary>Padding as large as half the window leaves the first centre at the first pixel's: 3 pixels of 7, 1 of 3.</summary>
    [Fact]
    public void The_first_centre_counts_strides_and_padding()
    {
        var fields = Fields("resnet18").Fields;
        Assert.Equal(new ReceptiveExtent(7, 2, 0), fields.Of("conv1")!.Rows);
        Assert.Equal(new ReceptiveExtent(435, 32, 0), fields.Of("layer4.1.output")!.Rows);

        // conv1_1 and conv1_2 see 5 pixels from -2; pool1 takes two of them.
        Assert.Equal(new ReceptiveExtent(6, 2, 0.5), Fields("vgg16").Fields.Of("pool1")!.Rows);
    }

    [Theory]
    [InlineData("mobilenet_v2", 491)]
    [InlineData("mobilenet_v3_large", 595)]
    [InlineData("efficientnet_b0", 851)]
    [InlineData("densenet121", 2071)]
    public void Gates_are_marked_and_do_not_widen_the_field(string architecture, int size)
    {
        var (network, fields) = Fields(architecture);
        var maps = HeadDetection.Find(network)!.LastMaps!;
        var field = fields.Of(maps)!;
        Assert.Equal((size, 32), (field.Rows!.Value.Size, field.Rows.Value.Stride));
        Assert.Equal(architecture is "mobilenet_v3_large" or "efficientnet_b0", field.IsGated);
        Assert.True(fields.Of(network.Network.Outputs[0])!.IsWhole);
    }

    [Theory]
    [InlineData("vgg16", "relu5_3", 14)]
    [InlineData("resnet18", "layer4.1.output", 7)]
    public void The_last_maps_are_those_that_gradient_methods_weigh(string architecture, string value, int map)
    {
        var (network, fields) = Fields(architecture);
        var head = HeadDetection.Find(network)!;
        Assert.Equal(value, head.LastMaps);
        Assert.Equal(architecture == "vgg16", head.Cam is null);
        Assert.Equal(new Size2(map, map), fields.MappingResolution(head.LastMaps!));
    }

    private static (InferredNetwork Network, ReceptiveFields Fields) Fields(string architecture)
    {
        var network = ArchitectureTable.Find(architecture)[0].Build(new SharedZeros());
        var inferred = ShapeInference.Infer(network, network.DefaultShapes());
        return (inferred, new(inferred));
    }
}
