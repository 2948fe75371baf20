using System.Text;
using IlgpuCam.Images;
using IlgpuCam.Models;
using IlgpuCam.Testing;

namespace IlgpuCam.Tests.Images;

public sealed class PreprocessingTextTests
{
    private static readonly Preprocessing SqueezeNet = Preprocessing.Caffe with { Height = 227, Width = 227, Labels = "imagenet_labels.txt" };

    [Fact]
    public void Presets_are_those_of_the_design()
    {
        Assert.Equal(
            """{"size":[224,224],"resize":"shorter","filter":"bilinear","color":"rgb","mean":[123.675,116.28,103.53],"std":[58.395,57.12,57.375]}""",
            Preprocessing.ImageNet.ToJson());
        Assert.Equal(
            """{"size":[224,224],"resize":"squash","filter":"bilinear","color":"bgr","mean":[104,117,123],"std":[1,1,1]}""", Preprocessing.Caffe.ToJson());
        Assert.Equal(
            """{"size":[224,224],"resize":"squash","filter":"bilinear","color":"rgb","mean":[127.5,127.5,127.5],"std":[127.5,127.5,127.5]}""",
            Preprocessing.Inception.ToJson());
        Assert.Equal(
            """{"size":[224,224],"resize":"squash","filter":"bilinear","color":"rgb","mean":[0,0,0],"std":[1,1,1]}""", Preprocessing.None.ToJson());
        Assert.Equal(256, Preprocessing.ImageNet.ShorterSide);
        Assert.Equal(342, Preprocessing.ImageNet.WithSize(299, 299).ShorterSide);
        Assert.Equal(293, Preprocessing.ImageNet.WithSize(192, 256).ShorterSide);
    }

    [Fact]
    public void The_JSON_of_the_design_is_read()
    {
        var json = """{"size": [227, 227], "resize": "squash", "filter": "bilinear", "color": "bgr", "mean": [104, 117, 123], "std": [1, 1, 1], "labels": "imagenet_labels.txt"}""";
        Assert.Equal(SqueezeNet, Read(json));
        Assert.Equal(SqueezeNet.GetHashCode(), Read(json).GetHashCode());
    }

    [SharedTheory("models")]
    [InlineData("efficientnet_lite0", ResampleFilter.Bicubic, ColorOrder.Rgb, 224, 127)]
    [InlineData("squeezenet1_0", ResampleFilter.Bilinear, ColorOrder.Bgr, 227, 104)]
    [InlineData("mobilenet_v2", ResampleFilter.Bicubic, ColorOrder.Rgb, 224, 128)]
    public void The_files_beside_the_models_are_read(string model, ResampleFilter filter, ColorOrder color, int side, float mean)
    {
        var read = Preprocessing.FromJson(File.ReadAllBytes(TestFiles.Shared($"models/{model}.json")), model);
        Assert.Equal((side, side, ResizeMode.Squash, filter, color, mean), (read.Height, read.Width, read.Resize, read.Filter, read.Color, read.Mean[0]));
        Assert.StartsWith("imagenet_labels", read.Labels, StringComparison.Ordinal);
    }

    [Fact]
    public void Size_is_height_then_width_or_one_number()
    {
        Assert.Equal((192, 256), (Read("""{"size":[192,256]}""").Height, Read("""{"size":[192,256]}""").Width));
        Assert.Equal((96, 96), (Read("""{"size":96}""").Height, Read("""{"size":96}""").Width));
    }

    [Fact]
    public void What_is_written_reads_back_equal()
    {
        var all = new Preprocessing
        {
            Height = 192,
            Width = 256,
            Resize = ResizeMode.Shorter,
            Shorter = 288,
            Filter = ResampleFilter.Lanczos,
            Color = ColorOrder.Bgr,
            Mean = [0.1f, -7e-12f, 123.675f],
            StandardDeviation = [3e7f, -0.5f, 1],
            Labels = "a \"b\" ü.txt",
        };
        foreach (var preprocessing in new[] { all, Preprocessing.ImageNet, Preprocessing.Caffe, SqueezeNet, all with { Resize = ResizeMode.Letterbox, Shorter = null } })
        {
            Assert.Equal(preprocessing, Read(preprocessing.ToJson()));
        }

        Assert.NotEqual(all, all with { Mean = [0.1f, -7e-12f, 123] });
    }

    [Theory]
    [InlineData("""{"sizes":224}""", "f.json: unknown key 'sizes'; known are size, resize, shorter, filter, color, mean, std, labels.")]
    [InlineData("""{"size":0}""", "a side is from 1 to 16384 pixels")]
    [InlineData("""{"size":[224,20000]}""", "a side is from 1 to 16384 pixels")]
    [InlineData("""{"size":[224,224,3]}""", "f.json: size cannot be [224,224,3]: it has the wrong type.")]
    [InlineData("""{"size":1.5}""", "f.json: size cannot be 1.5")]
    [InlineData("""{"size":99999999999}""", "f.json: size cannot be 99999999999")]
    [InlineData("""{"std":[1,0,1]}""", "three finite numbers other than 0 were expected")]
    [InlineData("""{"mean":[1,2]}""", "three finite numbers were expected")]
    [InlineData("""{"mean":[1,2,1e999]}""", "f.json: mean cannot be [1,2,1e999]")]
    [InlineData("""{"mean":["a",2,3]}""", "it has the wrong type")]
    [InlineData("""{"resize":"crop"}""", "f.json: resize cannot be \"crop\": it is one of squash, shorter, letterbox.")]
    [InlineData("""{"filter":"nearest"}""", "it is one of box, bilinear, bicubic, lanczos")]
    [InlineData("""{"color":null}""", "it is one of rgb, bgr")]
    [InlineData("""{"labels":7}""", "it has the wrong type")]
    [InlineData("[1]", "f.json: a JSON object was expected, found Array.")]
    [InlineData("", "f.json: JSON was expected")]
    [InlineData("""{"size":224}x""", "f.json: JSON was expected")]
    public void What_is_wrong_in_a_file_is_named(string json, string message) =>
        Assert.Contains(message, Assert.Throws<ModelFormatException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("imagenet", "imagenet")]
    [InlineData("Caffe", "caffe")]
    public void A_preset_takes_the_size_of_its_basis(string name, string preset)
    {
        var expected = (preset == "caffe" ? Preprocessing.Caffe : Preprocessing.ImageNet) with { Height = 200, Width = 300 };
        Assert.Equal(expected, Preprocessing.Parse(name, SqueezeNet with { Height = 200, Width = 300, Labels = null }));
    }

    [Fact]
    public void Pairs_change_what_they_name_and_keep_the_rest()
    {
        var parsed = Preprocessing.Parse("size=256x192,resize=shorter shorter=300, filter=lanczos color=rgb,mean=1:2.5:-3 std=128", SqueezeNet);
        var expected = new Preprocessing
        {
            Width = 256,
            Height = 192,
            Resize = ResizeMode.Shorter,
            Shorter = 300,
            Filter = ResampleFilter.Lanczos,
            Color = ColorOrder.Rgb,
            Mean = [1, 2.5f, -3],
            StandardDeviation = [128, 128, 128],
            Labels = SqueezeNet.Labels,
        };
        Assert.Equal(expected, parsed);
        Assert.Equal(SqueezeNet with { Filter = ResampleFilter.Box }, Preprocessing.Parse("filter=box", SqueezeNet));
        Assert.Equal(512, Preprocessing.Parse("size=448", Preprocessing.ImageNet with { Shorter = 256 }).Shorter);
    }

    [Fact]
    public void A_path_of_a_JSON_file_is_read()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        File.WriteAllText(path, SqueezeNet.ToJson());
        try
        {
            Assert.Equal(SqueezeNet, Preprocessing.Parse(path, Preprocessing.None));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("", "a preset (imagenet, caffe, inception, none), a .json file, or key=value pairs were expected")]
    [InlineData("imagent", "'imagent'")]
    [InlineData("size=256,fitler=box", "unknown key 'fitler'; known are size, resize, shorter, filter, color, mean, std")]
    [InlineData("size=256x", "size cannot be '256x'")]
    [InlineData("size=1x2x3", "size cannot be '1x2x3'")]
    [InlineData("size=0", "size cannot be '0': a side is from 1 to 16384 pixels")]
    [InlineData("mean=1:2", "three finite numbers were expected")]
    [InlineData("mean=nan", "three finite numbers were expected")]
    [InlineData("std=1:0:1", "three finite numbers other than 0 were expected")]
    [InlineData("filter=cubic", "it is one of box, bilinear, bicubic, lanczos")]
    [InlineData("size=", "size cannot be ''")]
    public void What_is_wrong_on_the_command_line_is_named(string specification, string message) =>
        Assert.Contains(
            message, Assert.Throws<ModelFormatException>(() => Preprocessing.Parse(specification, Preprocessing.ImageNet)).Message, StringComparison.Ordinal);

    private static Preprocessing Read(string json) => Preprocessing.FromJson(Encoding.UTF8.GetBytes(json), "f.json");
}
