using IlgpuCam.Import.Torch;
using IlgpuCam.Models;
using IlgpuCam.Models.Architectures;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Tests.Torch;

/// <summary>Which architecture a state dict belongs to, by names and shapes.</summary>
public class ArchitectureGuessTests
{
    // Large enough for every parameter and never touched, so that it takes no memory.
    private static readonly byte[] Bytes = GC.AllocateUninitializedArray<byte>(4096 * 25088 * 4);

    /// <summary>Names that differ in what only code knows.</summary>
    private static readonly string[][] Alike =
    [
        ["efficientnet_b0", "tf_efficientnet_b0"],
        ["mobilenetv3_large_100", "tf_mobilenetv3_large_100"],
        ["mobilenetv3_small_100", "tf_mobilenetv3_small_100"],
        ["alexnet_gap", "alexnet_gmp"],
        ["alexnet_star_gap", "alexnet_star_gmp"],
        ["vgg16_gap", "vgg16_gmp"],
        ["googlenet_gap", "googlenet_gmp"],
        ["nin", "nin_gmp"],
    ];

    public static IEnumerable<object[]> All => ArchitectureTable.All.Select(a => new object[] { a.Name, a.Origin });

    [Theory]
    [MemberData(nameof(All))]
    public void Every_architecture_is_found_or_listed_with_those_that_fit_alike(string name, string origin)
    {
        var architecture = ArchitectureTable.All.Single(a => a.Name == name && a.Origin == origin);
        var state = new StateDict("x", Parameters(architecture, 17));
        var alike = Alike.FirstOrDefault(a => a.Contains(name));
        if (alike is null || origin == "torchvision")
        {
            Assert.Same(architecture, ArchitectureChoice.Choose(state, ArchitectureTable.All, false).Architecture);
        }
        else
        {
            var error = Assert.Throws<ModelFormatException>(() => ArchitectureChoice.Choose(state, ArchitectureTable.All, false));
            Assert.Contains($"x: the tensors fit {alike[0]} and {alike[1]} alike, which differ in what only code knows", error.Message, StringComparison.Ordinal);
        }

        Assert.Same(architecture, ArchitectureChoice.Choose(state, ArchitectureTable.Find(name), true).Architecture);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_architecture_runs_at_its_size_and_knows_its_head(string name, string origin)
    {
        var architecture = ArchitectureTable.All.Single(a => a.Name == name && a.Origin == origin);
        var network = new ArchitectureFit(architecture, new("x", Parameters(architecture, 17))).Network;
        var inferred = ShapeInference.Infer(network, network.DefaultShapes());
        var head = HeadDetection.Find(inferred);
        Assert.Equal(17, head?.Classes);
        if (name.StartsWith("vgg", StringComparison.Ordinal) && !name.EndsWith('p') || name.Contains("v3_", StringComparison.Ordinal) || name == "alexnet")
        {
            Assert.Contains("hidden layers after its last map", head!.WhyNoCam, StringComparison.Ordinal);
            return;
        }

        var side = name switch
        {
            "efficientnet_lite1" => 8,
            "efficientnet_lite2" or "efficientnet_lite3" => 9,
            "efficientnet_lite4" => 10,
            "squeezenet1_0" or "squeezenet1_1" => 13,
            "alexnet_star_gap" or "alexnet_star_gmp" => 11,
            "alexnet_gap" or "alexnet_gmp" => 13,
            "nin" or "nin_gmp" => 6,
            "oquab_gmp" => 8,
            _ => architecture.Origin == "this library" ? 14 : 7,
        };
        Assert.Equal([1, head!.Cam!.Channels, side, side], inferred.Values[head.Cam.Features].Shape);
        Assert.True(architecture.Preprocessing is not { } p || (p.Height == network.Inputs[0].Dimensions[2] && p.Width == network.Inputs[0].Dimensions[3]));
    }

    [Fact]
    public void Missing_unexpected_and_misshapen_tensors_are_listed_in_one_error()
    {
        var tensors = Parameters("resnet18", 10);
        foreach (var name in tensors.Keys.Where(n => n.StartsWith("layer4.1.", StringComparison.Ordinal)).ToArray())
        {
            tensors.Remove(name);
        }

        tensors["extra.weight"] = Tensor([3]);
        tensors["layer1.0.conv1.weight"] = Tensor([64, 64, 1, 1]);
        tensors["bn1.weight"] = new ConstantTensor(ElementType.Int32, [64], Bytes.AsMemory(0, 256));
        var expected = "10 missing ('layer4.1.conv1.weight', 'layer4.1.bn1.weight', 'layer4.1.bn1.bias' and 7 more), 1 unexpected ('extra.weight'), " +
            "2 of another shape or type ('bn1.weight' is Int32 64 instead of 64, 'layer1.0.conv1.weight' is Float32 64x64x1x1 instead of 64x64x3x3).";
        Assert.Equal($"x: the tensors fit no known architecture; the nearest is resnet18: {expected}", Fail(tensors, null).Message);
        Assert.Equal($"x: the tensors do not fit resnet18: {expected}", Fail(tensors, "resnet18").Message);
        Assert.StartsWith("x: the tensors do not fit vgg16: 32 missing ('features.0.weight'", Fail(tensors, "vgg16").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wider_network_is_not_taken_for_its_like()
    {
        var tensors = Parameters("resnet50", 10);
        tensors["layer1.0.conv2.weight"] = Tensor([128, 128, 3, 3]);
        Assert.Contains("the nearest is resnet50: 1 of another shape", Fail(tensors, null).Message, StringComparison.Ordinal);
        tensors = Parameters("resnet50", 10);
        tensors["fc.weight"] = Tensor([0, 2048]);
        Assert.Contains("'fc.weight' is Float32 0x2048 instead of 1000x2048", Fail(tensors, null).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_with_and_without_a_prefix_is_an_error()
    {
        var tensors = Parameters("squeezenet1_1", 10);
        tensors["module.features.0.weight"] = tensors["features.0.weight"];
        Assert.Equal("x: the tensor 'module.features.0.weight' is there twice, with and without a prefix.", Fail(tensors, null).Message);
    }

    [Fact]
    public void An_old_DenseNet_has_full_stops_in_its_names()
    {
        var tensors = Parameters("densenet121", 10).ToDictionary(
            t => t.Key.Replace(".norm1", ".norm.1", StringComparison.Ordinal).Replace(".norm2", ".norm.2", StringComparison.Ordinal)
                .Replace(".conv1", ".conv.1", StringComparison.Ordinal).Replace(".conv2", ".conv.2", StringComparison.Ordinal),
            t => t.Value);
        Assert.Equal("densenet121", ArchitectureChoice.Choose(new("x", tensors), ArchitectureTable.All, false).Architecture.Name);
    }

    [Fact]
    public void GoogLeNet_with_global_pooling_may_have_windows_of_3x3_or_5x5()
    {
        var tensors = Parameters("googlenet_gap", 10);
        Assert.Equal([32, 16, 5, 5], tensors["features.7.branch3.1.conv.weight"].Shape);
        foreach (var name in tensors.Keys.Where(n => n.EndsWith("branch3.1.conv.weight", StringComparison.Ordinal)).ToArray())
        {
            tensors[name] = Tensor(tensors[name].Shape.With(2, 3).With(3, 3));
        }

        Assert.True(new ArchitectureFit(ArchitectureTable.Find("googlenet_gap")[0], new("x", tensors)).IsExact);
    }

    /// <summary>The parameters of an architecture without their values.</summary>
    internal static Dictionary<string, ConstantTensor> Parameters(string name, int classes, ElementType type = ElementType.Float32) =>
        Parameters(ArchitectureTable.Find(name)[0], classes, type);

    private static Dictionary<string, ConstantTensor> Parameters(Architecture architecture, int classes, ElementType type = ElementType.Float32)
    {
        var recorder = new Recorder(type);
        architecture.Build(recorder, classes);
        return recorder.Tensors;
    }

    private static ModelFormatException Fail(Dictionary<string, ConstantTensor> tensors, string? name) => Assert.Throws<ModelFormatException>(
        () => ArchitectureChoice.Choose(new("x", tensors), name is null ? ArchitectureTable.All : ArchitectureTable.Find(name).Take(1).ToArray(), name is not null));

    private static ConstantTensor Tensor(Shape shape, ElementType type = ElementType.Float32) =>
        new(type, shape, Bytes.AsMemory(0, (int)shape.ElementCount * type.Size()));

    private sealed class Recorder(ElementType type) : IWeightSource
    {
        internal Dictionary<string, ConstantTensor> Tensors { get; } = [];

        public Shape? ShapeOf(string name) => null;

        public ConstantTensor Get(string name, Shape shape, Initial initial) => Tensors[name] = Tensor(shape, type);
    }
}
