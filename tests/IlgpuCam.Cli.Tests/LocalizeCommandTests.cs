using System.Text.Json;
using IlgpuCam.Imaging;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests;

public sealed class LocalizeCommandTests : IDisposable
{
    private static readonly string Coffee = Path.Combine(TestFiles.Root, "samples", "coffee.png");
    private static readonly string Cat = Path.Combine(TestFiles.Root, "samples", "chelsea.png");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Prints_the_espresso_and_its_box()
    {
        var run = CommandLineTool.Run("localize", Coffee, "--device", "cpu");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("espresso", run.Output, StringComparison.Ordinal);
        Assert.Equal(6, run.Output.TrimEnd().Split('\n').Length);
        Assert.Empty(run.Error);
    }

    [Fact]
    public void Json_records_have_the_agreed_keys_in_input_order()
    {
        var run = CommandLineTool.Run("localize", Coffee, Cat, "--top", "2", "--json", "-");
        Assert.Equal(0, run.ExitCode);
        var records = Lines(run.Output);
        Assert.Equal([Coffee, Cat], records.Select(r => r.GetProperty("image").GetString()));
        var record = records[0];
        Assert.Equal(600, record.GetProperty("width").GetInt32());
        Assert.Equal(400, record.GetProperty("height").GetInt32());
        Assert.Equal("cpu", record.GetProperty("device").GetString());
        Assert.Equal(["image", "width", "height", "model", "device", "predictions"], record.EnumerateObject().Select(p => p.Name));
        var prediction = record.GetProperty("predictions")[0];
        Assert.Equal(["class_index", "label", "logit", "probability", "box", "component_area", "peak"], prediction.EnumerateObject().Select(p => p.Name));
        Assert.Equal(2, record.GetProperty("predictions").GetArrayLength());
        Assert.Equal(967, prediction.GetProperty("class_index").GetInt32());
        Assert.InRange(prediction.GetProperty("probability").GetDouble(), 0.88, 0.92);
        Assert.Equal(4, prediction.GetProperty("box").GetArrayLength());
        Assert.Equal(2, prediction.GetProperty("peak").GetArrayLength());
    }

    [Fact]
    public void Asked_classes_come_in_their_order_and_after_the_best_where_both_are_asked_for()
    {
        var alone = Lines(CommandLineTool.Run("localize", Coffee, "--class", "cup", "--class", "967", "--class", "Tabby Cat", "--json", "-").Output)[0];
        Assert.Equal([968, 967, 281], Classes(alone));
        var both = Lines(CommandLineTool.Run("localize", Coffee, "--class", "281", "--class", "967", "--top", "1", "--json", "-").Output)[0];
        Assert.Equal([967, 281], Classes(both));
    }

    [Theory]
    [InlineData("no such thing", "nearest")]
    [InlineData("crane", "several")]
    [InlineData("1000", "0 to 999")]
    [InlineData("-1", "0 to 999")]
    public void A_class_that_fits_none_or_several_is_wrong_usage(string name, string says)
    {
        var run = CommandLineTool.Run("localize", Coffee, $"--class={name}");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("--threshold", "2")]
    [InlineData("--threshold", "abc")]
    [InlineData("--connectivity", "6")]
    [InlineData("--threads", "0")]
    [InlineData("--device", "toaster")]
    [InlineData("--input-size", "12by3")]
    [InlineData("--preprocess", "sepia")]
    [InlineData("--nonsense", "1")]
    public void Wrong_options_are_one_sentence_and_exit_code_2(string option, string value)
    {
        var run = CommandLineTool.Run("localize", Coffee, option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void A_folder_is_walked_in_ordinal_order_and_a_bad_photo_does_not_stop_the_others()
    {
        Directory.CreateDirectory(_folder["in/sub"]);
        File.Copy(Coffee, _folder["in/b.png"]);
        File.Copy(Cat, _folder["in/sub/a.png"]);
        File.WriteAllText(_folder["in/a.jpg"], "no photo");
        File.Copy(TestFiles.Fixture("images/lossy.webp"), _folder["in/z.webp"]);
        File.WriteAllText(_folder["in/notes.txt"], "not looked at");
        var run = CommandLineTool.RunIn(_folder.Path, "localize", "in", "--top", "1", "--json", "out.jsonl", "--overlay", "overlay");
        Assert.Equal(1, run.ExitCode);
        var records = Lines(File.ReadAllText(_folder["out.jsonl"]));
        Assert.Equal(["in/a.jpg", "in/b.png", "in/sub/a.png", "in/z.webp"], records.Select(r => r.GetProperty("image").GetString()));
        Assert.Equal(["image", "error"], records[0].EnumerateObject().Select(p => p.Name));
        Assert.Contains("WebP", records[3].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(967, Classes(records[1])[0]);
        Assert.Contains("in/a.jpg", run.Error, StringComparison.Ordinal);
        Assert.Contains("in/z.webp", run.Error, StringComparison.Ordinal);
        Assert.Equal(["overlay/b.png", "overlay/sub/a.png"], FilesBelow("overlay"));
    }

    [Fact]
    public void Names_that_would_collide_keep_their_extension()
    {
        File.Copy(Coffee, _folder["a.png"]);
        File.Copy(Path.Combine(TestFiles.Root, "samples", "rocket.jpg"), _folder["a.jpg"]);
        File.Copy(Cat, _folder["b.png"]);
        var run = CommandLineTool.RunIn(_folder.Path, "localize", "*.*", "--mask", "mask", "--top", "1");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["mask/a.jpg.png", "mask/a.png.png", "mask/b.png"], FilesBelow("mask"));
    }

    [Fact]
    public void Maps_come_at_feature_and_at_photo_resolution_and_the_mask_agrees_with_the_box()
    {
        var run = CommandLineTool.RunIn(
            _folder.Path, "localize", Coffee, "--top", "2", "--maps", "maps", "--mask", "mask", "--heatmap", "heat", "--overlay", "over", "--json", "r.jsonl");
        Assert.Equal(0, run.ExitCode);
        using var maps = SafeTensorsFile.Open(_folder["maps/coffee.safetensors"]);
        Assert.Equal([2, 7, 7], maps["maps"].Shape);
        Assert.Equal([2, 400, 600], maps["upsampled"].Shape);
        var best = maps["upsampled"].ToFloats().AsSpan(0, 400 * 600);
        var maximum = float.NegativeInfinity;
        foreach (var value in best)
        {
            maximum = Math.Max(maximum, value);
        }

        var prediction = Lines(File.ReadAllText(_folder["r.jsonl"]))[0].GetProperty("predictions")[0];
        var peak = prediction.GetProperty("peak");
        Assert.Equal(maximum, best[(peak[1].GetInt32() * 600) + peak[0].GetInt32()]);
        var mask = ImageFile.Load(_folder["mask/coffee.png"]).Image;
        var inside = Enumerable.Range(0, 400 * 600).Where(i => mask.Pixels[3 * i] == 255).ToArray();
        Assert.Equal(prediction.GetProperty("component_area").GetInt32(), inside.Length);
        Assert.Equal(
            prediction.GetProperty("box").EnumerateArray().Select(v => v.GetInt32()),
            [inside.Min(i => i % 600), inside.Min(i => i / 600), inside.Max(i => i % 600) + 1, inside.Max(i => i / 600) + 1]);
        Assert.True(File.Exists(_folder["heat/coffee.png"]));
        Assert.True(File.Exists(_folder["over/coffee.png"]));
    }

    [Fact]
    public void A_crop_leaves_no_evidence_outside_it()
    {
        var run = CommandLineTool.RunIn(_folder.Path, "localize", Coffee, "--top", "1", "--preprocess", "resize=shorter shorter=224", "--maps", "maps");
        Assert.Equal(0, run.ExitCode);
        using var maps = SafeTensorsFile.Open(_folder["maps/coffee.safetensors"]);
        var values = maps["upsampled"].ToFloats();
        for (var y = 0; y < 400; y++)
        {
            Assert.All(values.AsSpan(y * 600, 98).ToArray(), v => Assert.Equal(0, v));
            Assert.All(values.AsSpan((y * 600) + 502, 98).ToArray(), v => Assert.Equal(0, v));
        }
    }

    [Fact]
    public void Missing_files_and_models_are_named()
    {
        var photo = CommandLineTool.Run("localize", "nowhere.png", "--json", "-");
        Assert.Equal(1, photo.ExitCode);
        Assert.Contains("nowhere.png", photo.Error, StringComparison.Ordinal);
        Assert.Contains("\"error\"", photo.Output, StringComparison.Ordinal);
        var model = CommandLineTool.Run("localize", Coffee, "--model", "nowhere.onnx");
        Assert.Equal(1, model.ExitCode);
        Assert.Contains("nowhere.onnx", model.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_json_file_is_not_left_behind_when_the_class_is_wrong()
    {
        var run = CommandLineTool.RunIn(_folder.Path, "localize", Coffee, "--class", "nonsense", "--json", "r.jsonl", "--overlay", "o");
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Several_threads_give_the_records_of_one()
    {
        var one = CommandLineTool.Run("localize", Coffee, Cat, Coffee, Cat, "--threads", "1", "--json", "-");
        var four = CommandLineTool.Run("localize", Coffee, Cat, Coffee, Cat, "--threads", "4", "--json", "-");
        Assert.Equal(one.Output, four.Output);
    }

    private static List<JsonElement> Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];

    private static IEnumerable<int> ClassesOf(JsonElement record) =>
        record.GetProperty("predictions").EnumerateArray().Select(p => p.GetProperty("class_index").GetInt32());

    private static int[] Classes(JsonElement record) => [.. ClassesOf(record)];

    private string[] FilesBelow(string folder) =>
    [
        .. Directory.GetFiles(_folder[folder], "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(_folder.Path, f).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];
}
