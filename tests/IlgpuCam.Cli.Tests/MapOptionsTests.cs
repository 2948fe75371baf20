using System.Text.Json;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests;

public sealed class MapOptionsTests
{
    private static readonly string Coffee = Path.Combine(TestFiles.Root, "samples", "coffee.png");

    [Theory]
    [InlineData("tight-loose")]
    [InlineData("all")]
    public void Several_boxes_are_listed_beside_the_first(string mode)
    {
        var run = CommandLineTool.Run("localize", Coffee, "--device", "cpu", "--top", "1", "--boxes", mode, "--json", "-");
        Assert.Equal(0, run.ExitCode);
        var prediction = JsonDocument.Parse(run.Output).RootElement.GetProperty("predictions")[0];
        Assert.Equal(["class_index", "label", "logit", "probability", "box", "boxes", "component_area", "peak"], prediction.EnumerateObject().Select(p => p.Name));
        Assert.Equal(prediction.GetProperty("box").GetRawText(), prediction.GetProperty("boxes")[0].GetRawText());
    }

    [Fact]
    public void The_papers_protocol_lists_five_guesses()
    {
        var run = CommandLineTool.Run("localize", Coffee, "--device", "cpu", "--protocol", "paper", "--json", "-");
        var record = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(3, record.GetProperty("predictions").GetArrayLength());
        Assert.Equal(5, record.GetProperty("guesses").GetArrayLength());
    }

    [Fact]
    public void Accurate_is_short_for_its_parts()
    {
        string[] common = ["localize", Coffee, "--device", "cpu", "--top", "1", "--json", "-"];
        var accurate = CommandLineTool.Run([.. common, "--accurate"]);
        var spelt = CommandLineTool.Run([.. common, "--flip", "--scales", "320,448", "--percentile", "90", "--threshold", "0.4"]);
        Assert.Equal(0, accurate.ExitCode);
        Assert.Equal(accurate.Output, spelt.Output);
    }

    [Theory]
    [InlineData("--boxes", "some")]
    [InlineData("--percentile", "101")]
    [InlineData("--percentile", "many")]
    [InlineData("--scales", "224,0")]
    [InlineData("--scales", "1,,2")]
    [InlineData("--protocol", "mine")]
    [InlineData("--accurate", "--flip")]
    [InlineData("--protocol", "paper", "--top", "3")]
    [InlineData("--protocol", "paper", "--boxes", "all")]
    public void Options_that_cannot_be_are_wrong_usage(params string[] options)
    {
        var run = CommandLineTool.Run(["localize", Coffee, "--device", "cpu", .. options]);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(options[0], run.Error[(run.Error.IndexOf("--", StringComparison.Ordinal))..], StringComparison.Ordinal);
    }
}
