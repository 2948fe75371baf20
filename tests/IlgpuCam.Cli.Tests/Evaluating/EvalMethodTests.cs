using System.Text.Json;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests.Evaluating;

public sealed class EvalMethodTests : IDisposable
{
    private const string Espresso = "<annotation><object><name>coffee</name><bndbox><xmin>120</xmin><ymin>60</ymin><xmax>520</xmax><ymax>360</ymax></bndbox></object></annotation>";
    private static readonly string[] Figures =
        ["gt_known_localization", "top1_localization", "pointing_game", "MaxBoxAcc", "avg_drop", "conf_increase", "deletion_auc", "insertion_auc", "road", "ms_per_image"];

    private static readonly string[] Charts = ["c.svg", "c.deletion.svg", "c.insertion.svg", "c.road.svg"];

    private readonly TemporaryFolder _folder = new();

    public EvalMethodTests()
    {
        Directory.CreateDirectory(_folder["set/images"]);
        Directory.CreateDirectory(_folder["set/annots"]);
        foreach (var name in new[] { "a", "b", "c" })
        {
            File.Copy(Path.Combine(TestFiles.Root, "samples", "coffee.png"), _folder[$"set/images/{name}.png"]);
            File.WriteAllText(_folder[$"set/annots/{name}.xml"], Espresso);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Methods_stand_side_by_side_with_localisation_faithfulness_and_time()
    {
        var run = Run("--method", "cam", "--method", "gradcam", "--method", "saliency", "--faithfulness", "--json", "r.json", "--csv", "r.csv", "--plot", "c.svg", "--overlay", "worst", "--worst", "1");
        Assert.True(run.ExitCode == 0, run.Error);
        var result = Json("r.json");
        var methods = result.GetProperty("methods");
        Assert.Equal(["cam", "gradcam", "saliency"], methods.EnumerateObject().Select(m => m.Name));
        foreach (var method in methods.EnumerateObject())
        {
            Assert.All(Figures, key => Assert.Equal(JsonValueKind.Number, method.Value.GetProperty(key).ValueKind));
            Assert.Equal(21, method.Value.GetProperty("curves").GetProperty("deletion").GetArrayLength());
            Assert.Equal(9, method.Value.GetProperty("curves").GetProperty("road_most_relevant_first").GetArrayLength());
            Assert.True(method.Value.GetProperty("ms_per_image").GetDouble() > 0);
        }

        // The same photos as by class activation mapping alone: the same box of the true class.
        Assert.Equal(0, CommandLineTool.RunIn(_folder.Path, "eval", "set", "--class", "967", "--device", "cpu", "--json", "plain.json").ExitCode);
        var plain = Json("plain.json").GetProperty("images")[1].GetProperty("classes")[0];
        var found = result.GetProperty("images")[1].GetProperty("methods").GetProperty("cam").GetProperty("classes")[0];
        Assert.Equal(plain.GetProperty("boxes").ToString(), found.GetProperty("boxes").ToString());
        Assert.Equal(plain.GetProperty("peak").ToString(), found.GetProperty("peak").ToString());
        Assert.Equal(Json("plain.json").GetProperty("summary").GetProperty("MaxBoxAcc").GetDouble(), methods.GetProperty("cam").GetProperty("MaxBoxAcc").GetDouble());

        // A method on the features makes less of a difference than its pixels would: what the map keeps is worth more than what it leaves.
        Assert.True(methods.GetProperty("cam").GetProperty("insertion_auc").GetDouble() > methods.GetProperty("cam").GetProperty("deletion_auc").GetDouble());
        Assert.Equal(4, File.ReadAllLines(_folder["r.csv"]).Length);
        Assert.StartsWith("method,gt_known_localization,", File.ReadAllText(_folder["r.csv"]), StringComparison.Ordinal);
        Assert.Contains("insertion", run.Output, StringComparison.Ordinal);
        Assert.All(Charts, f => Assert.Contains(">saliency<", File.ReadAllText(_folder[f]), StringComparison.Ordinal));
        Assert.Single(Directory.GetFiles(_folder["worst"]));
    }

    [Fact]
    public void Parts_are_resumed_and_merged_with_their_methods()
    {
        string[] methods = ["--method", "gradcam", "--layer", "automatic"];
        var none = Run(methods);
        Assert.Equal(2, none.ExitCode);
        Assert.Contains("--layer: There is no layer 'automatic'", none.Error, StringComparison.Ordinal);
        methods = methods[..2];
        Assert.Equal(0, Run([.. methods, "--shard", "1/2", "--resume", "one"]).ExitCode);
        Assert.Equal(0, Run([.. methods, "--shard", "2/2", "--json", "two.json"]).ExitCode);
        Assert.Contains("2 photos are in the journal; 0 are left", Run([.. methods, "--shard", "1/2", "--resume", "one"]).Error, StringComparison.Ordinal);
        Assert.Contains("belongs to another run: methods was", Run("--method", "hirescam", "--shard", "1/2", "--resume", "one").Error, StringComparison.Ordinal);
        Assert.Equal(0, CommandLineTool.RunIn(_folder.Path, "eval", "--merge", "one", "two.json", "--json", "merged.json").ExitCode);
        var merged = Json("merged.json");
        Assert.Equal(3, merged.GetProperty("images").GetArrayLength());
        Assert.Equal(merged.GetProperty("summary").GetProperty("top1_classification").GetDouble(), merged.GetProperty("methods").GetProperty("gradcam").GetProperty("top1_localization").GetDouble());
    }

    [Fact]
    public void Methods_that_the_network_does_not_allow_are_left_out_of_all_and_end_a_run_that_names_them()
    {
        var model = NetWeights.Write(TestFiles.Fixture("nets"), "squeezenet1_1", _folder.Path);
        string[] options = ["--model", model, "--input-size", "63x65", "--layer", Layer(model)];
        var named = Run(["--method", "cam", .. options]);
        Assert.Equal(1, named.ExitCode);
        Assert.Contains("--method cam: Class activation maps are of the maps before global pooling", named.Error, StringComparison.Ordinal);
        var all = Run(["--method", "all", .. options, "--json", "r.json"]);
        Assert.True(all.ExitCode == 0, all.Error);
        Assert.Contains("cam is left out: Class activation maps", all.Error, StringComparison.Ordinal);
        var methods = Json("r.json").GetProperty("methods");
        Assert.Contains("of the maps before global pooling", methods.GetProperty("cam").GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Number, methods.GetProperty("gradcam").GetProperty("gt_known_localization").ValueKind);
    }

    [Theory]
    [InlineData("--faithfulness: name with --method", "--faithfulness")]
    [InlineData("--method: there is no 'zip'", "--method", "zip")]
    [InlineData("--method: a photo is looked at once", "--method", "gradcam", "--flip")]
    [InlineData("--method: a photo is looked at once", "--method", "gradcam", "--accurate")]
    [InlineData("--layer: name a --method", "--layer", "x")]
    public void What_is_wrong_with_the_options_is_one_sentence(string says, params string[] options)
    {
        var run = Run(options);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
    }

    private static string Layer(string model)
    {
        var network = Import.OnnxImporter.Load(model).Network;
        var head = Models.HeadDetection.Find(network)!;
        return Explain.TargetLayers.Of(network, head).Recommended.First().Value;
    }

    private JsonElement Json(string name) => JsonDocument.Parse(File.ReadAllText(_folder[name])).RootElement;

    private CommandResult Run(params string[] options) => CommandLineTool.RunIn(_folder.Path, ["eval", "set", "--class", "967", "--device", "cpu", .. options]);
}
