using System.Text.Json;
using IlgpuCam.Imaging;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests.Evaluating;

public sealed class EvalCommandTests : IDisposable
{
    private const string Espresso = "<annotation><size><width>600</width><height>400</height></size><object><name>coffee</name><bndbox><xmin>120</xmin><ymin>60</ymin><xmax>520</xmax><ymax>360</ymax></bndbox></object></annotation>";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SharedTheory("kangaroo")]
    [InlineData("squeezenet1_0", "../shared/models/squeezenet1_0.onnx", "227")]
    [InlineData("efficientnet_lite0", "weights/efficientnet_lite0.cam", "224")]
    public void The_kangaroos_figures_are_those_of_the_reference(string name, string model, string size)
    {
        var run = CommandLineTool.RunIn(
            TestFiles.Root, "eval", TestFiles.Shared("kangaroo"), "--class", "104", "--model", model, "--input-size", size, "--device", "cpu", "--json", "-");
        Assert.Equal(0, run.ExitCode);
        var result = JsonDocument.Parse(run.Output).RootElement;
        var reference = JsonDocument.Parse(File.ReadAllBytes(TestFiles.Shared("kangaroo/reference.json"))).RootElement.GetProperty(name);
        var (summary, expected) = (result.GetProperty("summary"), reference.GetProperty("summary"));
        foreach (var key in new[] { "top1_classification", "top5_classification", "gt_known_localization", "top1_localization", "top5_localization" })
        {
            Assert.Equal(expected.GetProperty(key).GetDouble(), summary.GetProperty(key).GetDouble(), 1.001 / 164);
        }

        Assert.Equal(expected.GetProperty("gt_known_localization_single").GetDouble(), summary.GetProperty("gt_known_localization_single").GetDouble(), 1.001 / 107);
        Assert.Equal((164, 107), (summary.GetProperty("images").GetInt32(), summary.GetProperty("single_object_images").GetInt32()));
        foreach (var key in new[] { "MaxBoxAcc", "MaxBoxAccV2" })
        {
            Assert.Equal(expected.GetProperty(key).GetDouble(), summary.GetProperty(key).GetDouble(), 1.0);
            var interval = summary.GetProperty("intervals_95").GetProperty(key);
            Assert.InRange(summary.GetProperty(key).GetDouble(), interval[0].GetDouble(), interval[1].GetDouble());
        }

        var images = reference.GetProperty("images");
        var same = result.GetProperty("images").EnumerateArray()
            .Count(r => Overlap(r.GetProperty("box"), images.GetProperty(Path.GetFileNameWithoutExtension(r.GetProperty("image").GetString()!)).GetProperty("box")) >= 0.97);
        Assert.InRange(same, 160, 164);
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_photo_is_counted_and_listed()
    {
        Photo("good", Espresso);
        Photo("no_object", "<annotation/>");
        Photo("outside", Espresso.Replace("520", "1520", StringComparison.Ordinal));
        Photo("zebra", Espresso.Replace("coffee", "zebra crossing", StringComparison.Ordinal));
        Photo("no_xml", null);
        Photo("broken", Espresso);
        File.WriteAllBytes(_folder["set/images/broken.png"], File.ReadAllBytes(_folder["set/images/good.png"])[..200]);
        File.WriteAllText(_folder["map.csv"], "# comment\ncoffee,espresso\n");
        var run = Run("--class-map", _folder["map.csv"], "--json", _folder["r.json"], "--csv", _folder["r.csv"], "--overlay", _folder["worst"], "--worst", "2");
        Assert.Equal(0, run.ExitCode);
        var result = JsonDocument.Parse(File.ReadAllText(_folder["r.json"])).RootElement;
        var summary = result.GetProperty("summary");
        Assert.Equal(
            (6, 2, 1, 3, 3, 1),
            (Number("photos"), Number("images"), Number("failed"), Number("without_known_class"), Number("with_problems"), Number("with_classes_the_model_lacks")));
        int Number(string name) => summary.GetProperty(name).GetInt32();
        Assert.Equal(
            ["images/broken.png", "images/good.png", "images/no_object.png", "images/no_xml.png", "images/outside.png", "images/zebra.png"],
            result.GetProperty("images").EnumerateArray().Select(i => i.GetProperty("image").GetString()));
        Assert.Equal(1, summary.GetProperty("top1_classification").GetDouble());
        Assert.Contains("reaches outside the photo of 600x400", run.Output, StringComparison.Ordinal);
        Assert.Contains("the model lacks the class 'zebra crossing'", run.Output, StringComparison.Ordinal);
        Assert.Contains("broken.png", run.Error, StringComparison.Ordinal);
        Assert.Equal(7, File.ReadAllLines(_folder["r.csv"]).Length);
        Assert.Equal(2, Directory.GetFiles(_folder["worst"]).Length);
    }

    [Fact]
    public void Maps_of_another_tool_give_the_figures_that_the_model_gives()
    {
        Photo("a", Espresso);
        Photo("b", Espresso.Replace("120", "20", StringComparison.Ordinal));
        Assert.Equal(0, CommandLineTool.RunIn(_folder.Path, "localize", "set/images", "--class", "967", "--maps", "maps", "--device", "cpu").ExitCode);
        Assert.Equal(0, Run("--class", "967", "--json", "model.json").ExitCode);
        var maps = Run("--class", "967", "--scoremaps", "maps", "--json", "maps.json", "--plot", "curve.svg");
        Assert.Equal("", maps.Error);
        Assert.Contains("GT-known localisation", maps.Output, StringComparison.Ordinal);
        Assert.StartsWith("<svg", File.ReadAllText(_folder["curve.svg"]), StringComparison.Ordinal);
        var (model, other) = (Json("model.json"), Json("maps.json"));
        foreach (var key in new[] { "gt_known_localization", "MaxBoxAcc", "pointing_game" })
        {
            Assert.Equal(model.GetProperty("summary").GetProperty(key).GetDouble(), other.GetProperty("summary").GetProperty(key).GetDouble());
        }

        Assert.Equal(model.GetProperty("images")[1].GetProperty("box").ToString(), other.GetProperty("images")[1].GetProperty("box").ToString());
        File.Delete(_folder["maps/b.safetensors"]);
        Assert.Contains("there is no map", Run("--class", "967", "--scoremaps", "maps").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Masks_give_the_precision_of_pixels_and_a_mask_that_is_missing_is_listed()
    {
        Photo("a", null);
        Photo("b", null);
        File.WriteAllText(_folder["image_ids.txt"], "set/images/a.png\nset/images/b.png\n");
        File.WriteAllText(_folder["class_labels.txt"], "set/images/a.png,967\nset/images/b.png,967\n");
        File.WriteAllText(_folder["localization.txt"], "set/images/a.png,all.png,\nset/images/b.png,none.png,\n");
        ImageFile.SaveGray(_folder["all.png"], Enumerable.Repeat((byte)255, 6).ToArray(), 3, 2);
        var run = CommandLineTool.RunIn(_folder.Path, "eval", ".", "--device", "cpu", "--json", "r.json", "--plot", "pr.svg");
        Assert.Equal(0, run.ExitCode);
        var summary = Json("r.json").GetProperty("summary");

        // Where all is object, no pixel is wrong.
        Assert.Equal(100, summary.GetProperty("PxAP").GetDouble(), 6);
        Assert.Equal(1, summary.GetProperty("with_problems").GetInt32());
        Assert.Contains("the mask cannot be read", run.Output, StringComparison.Ordinal);
        Assert.Contains(">recall<", File.ReadAllText(_folder["pr.svg"]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_boxes_of_the_run_are_judged_at_every_threshold_where_it_is_asked_for()
    {
        Photo("a", Espresso);
        Photo("b", Espresso.Replace("120", "20", StringComparison.Ordinal));
        Assert.Equal(0, Run("--class", "967", "--threshold-curve", "--json", "r.json", "--csv", "r.csv", "--plot", "curve.svg").ExitCode);
        var curve = Json("r.json").GetProperty("curves").GetProperty("boxes_50").EnumerateArray().Select(v => v.GetDouble()).ToArray();
        Assert.Equal(100, curve.Length);
        foreach (var percent in new[] { 10, 35, 60 })
        {
            Assert.Equal(0, Run("--class", "967", "--threshold", $"0.{percent}", "--json", "one.json").ExitCode);
            Assert.Equal(Json("one.json").GetProperty("summary").GetProperty("gt_known_localization").GetDouble(), curve[percent] / 100, 12);
        }

        Assert.Contains(">boxes of the run, IoU 0.5<", File.ReadAllText(_folder["curve.svg"]), StringComparison.Ordinal);
        Assert.Contains(",right_at,", File.ReadAllText(_folder["r.csv"]), StringComparison.Ordinal);
        Assert.Matches("[0-9.]+-0[0-9.]+", File.ReadAllLines(_folder["r.csv"])[1]);
        Assert.False(Json("one.json").GetProperty("curves").TryGetProperty("boxes_50", out _));
    }

    [Fact]
    public void The_papers_protocol_has_five_guesses_of_three_classes()
    {
        Photo("a", Espresso);
        Assert.Equal(0, Run("--class", "967", "--protocol", "paper", "--json", "r.json").ExitCode);
        var result = Json("r.json");
        Assert.Equal("tight-loose", result.GetProperty("settings").GetProperty("boxes").GetString());
        var boxes = result.GetProperty("images")[0].GetProperty("predictions").EnumerateArray().Select(p => p.GetProperty("boxes").GetArrayLength()).ToArray();
        Assert.Equal(5, boxes.Length);
        int[] most = [2, 2, 1, 0, 0];
        Assert.All(boxes.Zip(most), b => Assert.InRange(b.First, 0, b.Second));
        Assert.InRange(boxes[0], 1, 2);
    }

    [Fact]
    public void Parts_are_merged_to_the_result_of_the_whole()
    {
        for (var i = 0; i < 5; i++)
        {
            Photo($"p{i}", Espresso);
        }

        Assert.Equal(0, Run("--class", "967", "--json", _folder["whole.json"]).ExitCode);
        Assert.Equal(0, Run("--class", "967", "--shard", "1/2", "--resume", _folder["one"]).ExitCode);
        Assert.Equal(0, Run("--class", "967", "--shard", "2/2", "--json", _folder["two.json"]).ExitCode);
        Assert.Equal(0, CommandLineTool.Run("eval", "--merge", _folder["two.json"], _folder["one"], "--json", _folder["merged.json"]).ExitCode);
        Assert.Equal(File.ReadAllText(_folder["whole.json"]), File.ReadAllText(_folder["merged.json"]));
        var half = CommandLineTool.Run("eval", "--merge", _folder["two.json"]);
        Assert.Equal(1, half.ExitCode);
        Assert.Contains("5 photos, and 2 of them", half.Error, StringComparison.Ordinal);
        var twice = CommandLineTool.Run("eval", "--merge", _folder["two.json"], _folder["two.json"]);
        Assert.Contains("in another of the files as well", twice.Error, StringComparison.Ordinal);
        var other = Run("--class", "968", "--shard", "1/2", "--resume", _folder["one"]);
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("belongs to another run: annotations was", other.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "none of the data set's classes, such as 'coffee'")]
    [InlineData(2, "--shard: a part such as 1/4", "--shard", "0/2")]
    [InlineData(2, "--tolerance: a number from 0", "--tolerance", "near")]
    [InlineData(2, "--format: one of", "--format", "zip")]
    [InlineData(2, "--plot: a file .png or .svg", "--plot", "curve.txt")]
    [InlineData(2, "--scales: sides from 1", "--scales", "0")]
    [InlineData(2, "the maps are there already", "--scoremaps", "set", "--flip")]
    [InlineData(2, "exclude each other", "--class", "1", "--class-map", "x.csv")]
    [InlineData(2, "several classes have this name", "--class", "crane")]
    [InlineData(1, "line 1: 'name,class' was expected", "--class-map", "set/annots/a.xml")]
    [InlineData(1, "nowhere", "--class", "967", "--annotations", "nowhere")]
    public void What_is_wrong_with_the_command_line_is_one_sentence(int code, string says, params string[] options)
    {
        Photo("a", Espresso);
        var run = Run(options);
        Assert.Equal(code, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    private static double Overlap(JsonElement a, JsonElement b)
    {
        if (a.ValueKind == JsonValueKind.Null || b.ValueKind == JsonValueKind.Null)
        {
            return a.ValueKind == b.ValueKind ? 1 : 0;
        }

        var (x, y) = (a.EnumerateArray().Select(v => v.GetInt32()).ToArray(), b.EnumerateArray().Select(v => v.GetInt32()).ToArray());
        return new IlgpuCam.Localize.PixelBox(x[0], x[1], x[2], x[3]).IntersectionOverUnion(new(y[0], y[1], y[2], y[3]));
    }

    private JsonElement Json(string name) => JsonDocument.Parse(File.ReadAllText(_folder[name])).RootElement;

    private CommandResult Run(params string[] options) => CommandLineTool.RunIn(_folder.Path, ["eval", "set", "--device", "cpu", .. options]);

    private void Photo(string name, string? xml)
    {
        Directory.CreateDirectory(_folder["set/images"]);
        Directory.CreateDirectory(_folder["set/annots"]);
        File.Copy(Path.Combine(TestFiles.Root, "samples", "coffee.png"), _folder[$"set/images/{name}.png"]);
        if (xml is not null)
        {
            File.WriteAllText(_folder[$"set/annots/{name}.xml"], xml);
        }
    }
}
