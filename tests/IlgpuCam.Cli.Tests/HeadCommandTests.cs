using System.Globalization;
using System.Text.Json;
using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Imaging;
using IlgpuCam.Localize;
using IlgpuCam.Models;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests;

/// <summary>The commands of docs/experiments.md, on the drawn data set.</summary>
public sealed class HeadCommandTests : IDisposable
{
    private static readonly string Train = Path.Combine(TestFiles.Root, "samples", "synthetic", "train");
    private static readonly string Test = Path.Combine(TestFiles.Root, "samples", "synthetic", "test");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Features_are_the_means_of_the_last_maps_in_the_order_of_the_paths()
    {
        Run(0, "features", Path.Combine(Test, "images"), "f.safetensors");
        Run(0, "features", Path.Combine(Test, "images"), "f.csv", "--threads", "1");
        using var file = SafeTensorsFile.Open(_folder["f.safetensors"]);
        var features = file["features"];
        Assert.Equal([20, 1280], features.Shape.Dimensions.ToArray());
        var ids = JsonSerializer.Deserialize<string[]>(file.Metadata["ids"])!;
        Assert.Equal("checked_square/0001.jpg", ids[0]);
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        var lines = File.ReadAllLines(_folder["f.csv"]);
        Assert.Equal(21, lines.Length);
        var values = features.ToFloats();
        for (var i = 0; i < 20; i++)
        {
            var fields = lines[i + 1].Split(',');
            Assert.Equal(ids[i], fields[0]);
            Assert.Equal(values.AsSpan(i * 1280, 1280).ToArray(), fields.Skip(1).Select(f => float.Parse(f, CultureInfo.InvariantCulture)));
        }

        using var model = CamModel.Load(Path.Combine(TestFiles.Root, "weights", "efficientnet_lite0.cam"));
        var maps = model.Forward(model.Preprocessing.Apply(ImageFile.Load(Path.Combine(Test, "images", ids[3])).Image)).Features!;
        float[] means = [.. maps.Data.Chunk(49).Select(m => m.Average())];
        Near.Equal(means, values.AsSpan(3 * 1280, 1280), 1e-5, "pooled features");
    }

    [Fact]
    public void Any_layer_has_features_and_gmp_takes_their_maximum()
    {
        using var model = CamModel.Load(Path.Combine(TestFiles.Root, "weights", "efficientnet_lite0.cam"));
        var layer = model.Network.Nodes.First(n => n.Operator.Kind == "conv2d").Output;
        Run(0, "features", Path.Combine(Test, "images", "striped_disc"), "max.safetensors", "--layer", layer, "--pool", "gmp");
        Run(0, "features", Path.Combine(Test, "images", "striped_disc"), "mean.safetensors", "--layer", layer);
        using var max = SafeTensorsFile.Open(_folder["max.safetensors"]);
        using var mean = SafeTensorsFile.Open(_folder["mean.safetensors"]);
        Assert.Equal(layer, max.Metadata["layer"]);
        Assert.All(max["features"].ToFloats().Zip(mean["features"].ToFloats()), p => Assert.True(p.First >= p.Second));
        Assert.Contains("no layer 'nonsense'", Run(1, "features", Test, "x.csv", "--layer", "nonsense").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("logistic", "gap")]
    [InlineData("svm", "gmp")]
    public void New_classes_are_found_and_localised_at_once(string loss, string pool)
    {
        var report = Run(0, "train-head", Path.Combine(Train, "images"), "head.cam", "--loss", loss, "--pool", pool, "--test", Path.Combine(Test, "images"), "--json", "-").Output;
        using var json = JsonDocument.Parse(report);
        Assert.Equal(["checked_square", "dotted_triangle", "ringed_star", "striped_disc"], json.RootElement.GetProperty("classes").EnumerateArray().Select(c => c.GetString()));
        Assert.True(json.RootElement.GetProperty("test").GetProperty("score").GetDouble() >= 0.75, report);
        Assert.True(json.RootElement.GetProperty("converged").GetBoolean());

        var model = ModelFile.Load(_folder["head.cam"]);
        Assert.Equal(4, model.Labels!.Count);
        Assert.Equal(224, model.Preprocessing!.Width);
        Assert.Contains(loss, model.Provenance["head"], StringComparison.Ordinal);
        var origin = ModelFile.Load(Path.Combine(TestFiles.Root, "weights", "efficientnet_lite0.cam")).Provenance;
        Assert.All(origin, p => Assert.Equal(p.Value, model.Provenance[p.Key]));
        Assert.Equal(ProbabilityKind.Softmax, HeadDetection.Find(model.Network)!.ProbabilityKind);

        var located = Run(0, "localize", Path.Combine(Test, "images"), "--model", "head.cam", "--class", "striped_disc", "--top", "1", "--json", "-").Output;
        var right = 0;
        foreach (var record in located.TrimEnd().Split('\n').Select(l => JsonDocument.Parse(l).RootElement))
        {
            var image = record.GetProperty("image").GetString()!;
            var best = record.GetProperty("predictions")[0];
            right += image.Contains($"/{best.GetProperty("label").GetString()}/", StringComparison.Ordinal) ? 1 : 0;
            Assert.InRange(best.GetProperty("probability").GetDouble(), 0.25, 1);
        }

        // The model scores as the classifier did.
        Assert.Equal((int)Math.Round(20 * json.RootElement.GetProperty("test").GetProperty("score").GetDouble()), right);
    }

    [Fact]
    public void A_table_with_several_labels_gives_a_sigmoid_each_and_a_bad_photo_is_listed()
    {
        var rows = Photos(Train).Select(p => $"{p.Path},{p.Class}{(p.Class.Contains("_s", StringComparison.Ordinal) ? ";pointed_or_square" : string.Empty)}");
        File.WriteAllLines(_folder["table.csv"], [.. rows, "missing.jpg,striped_disc"]);
        var run = Run(1, "train-head", "table.csv", "multi.cam", "--C", "0.1");
        Assert.Contains("missing.jpg", run.Error, StringComparison.Ordinal);
        Assert.Contains("1 of 41 photos", run.Error, StringComparison.Ordinal);
        var model = ModelFile.Load(_folder["multi.cam"]);
        Assert.Equal(5, model.Labels!.Count);
        Assert.Equal(ProbabilityKind.Sigmoid, HeadDetection.Find(model.Network)!.ProbabilityKind);
    }

    [Fact]
    public void Extra_columns_are_learned_and_the_map_is_drawn_from_the_photo_alone()
    {
        // The answer is the sum of two bits, which no photo shows.
        string[] Table(string set) => ["image,label,is_odd,is_big", .. Photos(set).Select((p, i) => $"{p.Path},{i % 4},{i % 2},{i / 2 % 2}")];
        File.WriteAllLines(_folder["train.csv"], Table(Train));
        File.WriteAllLines(_folder["test.csv"], Table(Test));
        using var json = JsonDocument.Parse(Run(
            0, "train-head", "train.csv", "vqa.cam", "--test", "test.csv", "--standardize", "--C", "0.1", "--layer", FirstLayer(), "--weights", "w.safetensors", "--json", "-").Output);
        Assert.True(json.RootElement.GetProperty("test").GetProperty("score").GetDouble() >= 0.9);
        using var weights = SafeTensorsFile.Open(_folder["w.safetensors"]);
        var visual = HeadDetection.Find(ModelFile.Load(_folder["vqa.cam"]).Network)!.Cam!.Channels;
        Assert.Equal([4, visual + 2], weights["weights"].Shape.Dimensions.ToArray());
        Assert.Equal("[\"is_odd\",\"is_big\"]", weights.Metadata["extra_columns"]);
    }

    [Fact]
    public void Contents_of_boxes_can_be_trained_on_and_crops_are_classified_again()
    {
        Run(0, "train-head", Train, "crops.cam", "--crops", "--C", "1");
        Run(0, "train-head", Path.Combine(Train, "images"), "whole.cam", "--C", "1");
        using var json = JsonDocument.Parse(Run(0, "crops", Test, "--model", "whole.cam", "--crop-model", "crops.cam", "--reclassify", "--out", "cut", "--by", "true", "--json", "-").Output);
        Assert.Equal(20, json.RootElement.GetProperty("photos").GetInt32());
        Assert.True(json.RootElement.GetProperty("true").GetDouble() >= 0.85);
        Assert.True(json.RootElement.GetProperty("inferred_iou_50").GetDouble() > json.RootElement.GetProperty("centre_iou_50").GetDouble());
        foreach (var sample in DatasetReader.Open(Test).Read())
        {
            var box = sample.Objects[0].Box;
            var crop = ImageFile.Load(_folder[$"cut/{sample.Labels[0]}/{Path.ChangeExtension(sample.Id, "png").Replace('/', '_')}"]).Image;
            Assert.Equal(new PixelBox(0, 0, (int)(box.X1 - box.X0), (int)(box.Y1 - box.Y0)), new PixelBox(0, 0, crop.Width, crop.Height));
        }

        using var objects = JsonDocument.Parse(Run(0, "objects", Test, "--model", "whole.cam", "--json", "-").Output);
        var scenes = objects.RootElement.GetProperty("classes");
        Assert.Equal(4, scenes.GetArrayLength());
        Assert.All(scenes.EnumerateArray(), s => Assert.True(s.GetProperty("objects")[0].GetProperty("covered").GetDouble() > s.GetProperty("mask").GetDouble()));

        using var units = JsonDocument.Parse(Run(0, "units", Path.Combine(Test, "images"), "units.png", "--model", "whole.cam", "--class", "striped_disc", "--units", "2", "--regions", "3", "--json", "-").Output);
        var unit = units.RootElement.GetProperty("units")[0];
        Assert.Equal(3, unit.GetProperty("regions").GetArrayLength());
        var activations = unit.GetProperty("regions").EnumerateArray().Select(r => r.GetProperty("activation").GetDouble()).ToArray();
        Assert.Equal(activations.OrderDescending(), activations);
        Assert.True(ImageFile.Load(_folder["units.png"]).Image.Width > 3 * 128);
    }

    [Fact]
    public void A_network_with_hidden_layers_and_one_whose_head_is_a_padded_convolution_are_cut_at_their_last_maps()
    {
        var path = NetWeights.Write(TestFiles.Fixture("nets"), "squeezenet1_1", _folder.Path);
        Run(0, "train-head", Path.Combine(Train, "images"), "squeeze.cam", "--model", path, "--C", "1");
        var head = HeadDetection.Find(ModelFile.Load(_folder["squeeze.cam"]).Network)!;
        Assert.Equal((HeadForm.PoolingThenFullyConnected, 512), (head.Cam!.Form, head.Cam.Channels));
    }

    [Theory]
    [InlineData("--C", "0", 2)]
    [InlineData("--C", "abc", 2)]
    [InlineData("--loss", "l1", 2)]
    [InlineData("--pool", "sum", 2)]
    [InlineData("--folds", "1", 2)]
    [InlineData("--test", "nowhere", 1)]
    public void Wrong_options_are_one_sentence(string option, string value, int exit)
    {
        var run = Run(exit, "train-head", Path.Combine(Train, "images"), "x.cam", option, value);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.False(File.Exists(_folder["x.cam"]));
    }

    [Theory]
    [InlineData("objects")]
    [InlineData("crops")]
    public void A_format_that_there_is_none_of_is_wrong_usage(string command)
    {
        string[] work = command == "crops" ? ["--reclassify"] : [];
        var run = Run(2, [command, Test, "--format", "zip", .. work]);
        Assert.Contains("--format: one of", run.Error, StringComparison.Ordinal);
        Assert.Contains($"ilgpucam {command} --help", Run(2, [command, .. work]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void One_class_alone_is_an_error()
    {
        Directory.CreateDirectory(_folder["only"]);
        File.Copy(Photos(Train).First().Path, _folder["only/a.jpg"]);
        Assert.Contains("'only'", Run(1, "train-head", _folder.Path, "x.cam").Error, StringComparison.Ordinal);
        Assert.Contains("sub-folder", Run(1, "train-head", _folder["only"], "x.cam").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Drawn_pictures_are_those_that_come_with_the_project()
    {
        Run(0, "synthetic", "drawn", "--seed", "2", "--images", "20", "--size", "128");
        foreach (var file in Directory.GetFiles(Path.Combine(Test, "annots"), "*.xml", SearchOption.AllDirectories))
        {
            Assert.Equal(File.ReadAllText(file), File.ReadAllText(Path.Combine(_folder["drawn"], Path.GetRelativePath(Test, file))));
        }
    }

    private static IEnumerable<(string Path, string Class)> Photos(string set) =>
        Directory.GetFiles(Path.Combine(set, "images"), "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(p => (p, Path.GetFileName(Path.GetDirectoryName(p)!)));

    private static string FirstLayer()
    {
        var network = ModelFile.Load(Path.Combine(TestFiles.Root, "weights", "efficientnet_lite0.cam")).Network;
        return network.Nodes.First(n => n.Operator.Kind == "conv2d").Output;
    }

    private CommandResult Run(int exit, params string[] arguments)
    {
        string[] device = arguments[0] == "synthetic" ? [] : ["--device", "cpu"];
        var run = CommandLineTool.RunIn(_folder.Path, [.. arguments, .. device]);
        Assert.True(run.ExitCode == exit, $"{string.Join(' ', arguments)}: {run.ExitCode}\n{run.Error}\n{run.Output}");
        return run;
    }
}
