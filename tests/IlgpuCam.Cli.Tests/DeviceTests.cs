using System.Text.Json;
using IlgpuCam.Compute;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests;

/// <summary>Commands on accelerators: the same answers as on the processor, and one sentence where there is no such device.</summary>
public sealed class DeviceTests
{
    private static readonly string Coffee = Path.Combine(TestFiles.Root, "samples", "coffee.png");

    [Fact]
    public void Devices_are_listed_and_those_that_are_missing_have_a_reason()
    {
        var run = CommandLineTool.Run("devices");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("cpu", run.Output, StringComparison.Ordinal);
        Assert.Contains("emulator", run.Output, StringComparison.Ordinal);
        Assert.All(Devices.Enumerate().Missing, m => Assert.Contains(m.Reason, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_accelerator_finds_the_boxes_of_the_processor()
    {
        var expected = Predictions("cpu", out _);
        foreach (var device in Devices.Enumerate().Devices.Where(d => d.Kind != DeviceKind.Cuda))
        {
            var found = Predictions(device.Id, out var name);
            Assert.Equal(device.Id, name);
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i].GetProperty("class_index").GetInt32(), found[i].GetProperty("class_index").GetInt32());
                Assert.Equal(expected[i].GetProperty("logit").GetDouble(), found[i].GetProperty("logit").GetDouble(), 1e-3);
                Assert.Equal(Box(expected[i]), Box(found[i]));
            }
        }
    }

    [Fact]
    public void A_folder_in_batches_has_the_records_of_the_processor_in_order()
    {
        if (Devices.Enumerate().Devices.FirstOrDefault(d => d.Kind == DeviceKind.OpenCl) is not { } device)
        {
            return; // The emulator would take minutes; it has the batches of small networks.
        }

        using var folder = new TemporaryFolder();
        var photos = Directory.GetFiles(Path.GetDirectoryName(Coffee)!).Where(f => !f.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
        for (var i = 0; i < 10; i++)
        {
            File.Copy(photos[i % photos.Length], folder[$"{i}{Path.GetExtension(photos[i % photos.Length])}"]);
        }

        File.WriteAllText(folder["4a.jpg"], "no photo");
        string[] command = ["localize", folder.Path, "--top", "2", "--class", "281", "--connectivity", "4", "--json", "-"];
        var expected = CommandLineTool.Run([.. command, "--device", "cpu"]);
        var found = CommandLineTool.Run([.. command, "--device", device.Id]);
        Assert.Equal((1, expected.Error), (found.ExitCode, found.Error));
        Assert.Equal(11, Records(found).Length);
        Assert.Equal(Records(expected), Records(found));

        static string[] Records(CommandResult run) => [.. run.Output.TrimEnd().Split('\n').Select(line => Summary(JsonDocument.Parse(line).RootElement))];

        static string Summary(JsonElement record) => $"{record.GetProperty("image")}: " + (record.TryGetProperty("predictions", out var predictions)
            ? string.Join("; ", predictions.EnumerateArray().Select(p => $"{p.GetProperty("class_index")} {p.GetProperty("box")}"))
            : record.GetProperty("error"));
    }

    [Theory]
    [InlineData("emulator", 32)]
    [InlineData("opencl", 160)]
    public void An_evaluation_has_the_records_of_the_processor(string kind, int side)
    {
        if (Devices.Enumerate().Devices.FirstOrDefault(d => d.Id.Split(':')[0] == kind) is not { } device)
        {
            return;
        }

        using var folder = new TemporaryFolder();
        foreach (var part in new[] { "images", "annots" })
        {
            var from = Path.Combine(TestFiles.Root, "samples", "synthetic", "test", part);
            foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Chunk(5).Select(c => c[0]))
            {
                var target = folder[Path.Combine("set", part, Path.GetRelativePath(from, file))];
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }

        var model = NetWeights.Write(TestFiles.Fixture("nets"), "squeezenet1_1", folder.Path);
        var records = Array.ConvertAll(["cpu", device.Id], name =>
        {
            var run = CommandLineTool.RunIn(
                folder.Path, "eval", "set", "--model", model, "--class", "7", "--input-size", $"{side}", "--device", name, "--threshold-curve", "--csv", $"{name[0]}.csv", "--json", "-");
            Assert.True(run.ExitCode == 0, run.Error);
            return JsonDocument.Parse(run.Output).RootElement.GetProperty("images").EnumerateArray().ToArray();
        });
        Assert.Equal(4, records[0].Length);
        foreach (var (expected, found) in records[0].Zip(records[1]))
        {
            foreach (var part in new[] { "image", "size", "labels", "objects", "top5", "box", "input_scale" })
            {
                Assert.Equal(expected.GetProperty(part).ToString(), found.GetProperty(part).ToString());
            }

            var (one, other) = (expected.GetProperty("classes")[0], found.GetProperty("classes")[0]);
            Assert.Equal(one.GetProperty("boxes").ToString(), other.GetProperty("boxes").ToString());
            Assert.Equal(one.GetProperty("logit").GetDouble(), other.GetProperty("logit").GetDouble(), 1e-3);
        }

        Assert.Equal(File.ReadAllText(folder["c.csv"]), File.ReadAllText(folder[$"{device.Id[0]}.csv"]));
    }

    [Fact]
    public void Pictures_and_maps_from_an_accelerator_are_those_of_the_processor()
    {
        if (Devices.Enumerate().Devices.FirstOrDefault(d => d.Kind == DeviceKind.OpenCl) is not { } device)
        {
            return;
        }

        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "cpu", device.Id })
        {
            var target = name.Replace(':', '_');
            var run = CommandLineTool.RunIn(
                folder.Path, "localize", Coffee, "--top", "2", "--device", name, "--overlay", $"{target}/overlay", "--heatmap", $"{target}/heatmap", "--mask", $"{target}/mask", "--maps", $"{target}/maps");
            Assert.True(run.ExitCode == 0, run.Error);
        }

        var found = device.Id.Replace(':', '_');
        Assert.Equal(File.ReadAllBytes(folder["cpu/mask/coffee.png"]), File.ReadAllBytes(folder[$"{found}/mask/coffee.png"]));
        Assert.True(File.Exists(folder[$"{found}/overlay/coffee.png"]) && File.Exists(folder[$"{found}/heatmap/coffee.png"]));
        using var expected = SafeTensorsFile.Open(folder["cpu/maps/coffee.safetensors"]);
        using var actual = SafeTensorsFile.Open(folder[$"{found}/maps/coffee.safetensors"]);
        Near.Equal(expected["upsampled"].ToTensor().Data, actual["upsampled"].ToTensor().Data, 1e-4, "the maps at the photo's resolution");
    }

    [Fact]
    public void Auto_says_on_the_error_stream_what_it_took_and_why_not_the_others()
    {
        var run = CommandLineTool.RunWith(new() { ["ILGPUCAM_CUDA_DRIVER"] = "/nowhere/libcuda.so" }, Path.GetTempPath(), "localize", Coffee, "--top", "1", "--json", "-");
        Assert.Equal(0, run.ExitCode);
        var line = Assert.Single(run.Error.TrimEnd().Split('\n'));
        const string Cuda = "(cuda: the CUDA driver's library /nowhere/libcuda.so cannot be loaded";
        var list = Devices.EnumerateGpus();
        Assert.Equal(
            list.Devices.FirstOrDefault(d => d.Kind == DeviceKind.OpenCl) is { } card
                ? $"ilgpucam: device {card.Id}, {card.Name} {Cuda})"
                : $"ilgpucam: device cpu {Cuda}; opencl: {list.WhyNot(DeviceKind.OpenCl)})",
            line);
        Assert.Contains(line.Split(' ')[2].TrimEnd(','), run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cuda:77")]
    [InlineData("opencl:77")]
    public void A_device_that_is_not_there_is_a_failure_with_the_reason(string device)
    {
        var run = CommandLineTool.Run("localize", Coffee, "--device", device);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(device, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("opencl:x")]
    [InlineData("cuda:-1")]
    [InlineData("cpu:0")]
    [InlineData("emulator:1")]
    public void A_device_that_cannot_be_read_is_wrong_usage(string device) =>
        Assert.Equal(2, CommandLineTool.Run("localize", Coffee, "--device", device).ExitCode);

    private static JsonElement[] Predictions(string device, out string? name)
    {
        var run = CommandLineTool.Run("localize", Coffee, "--top", "3", "--device", device, "--json", "-");
        Assert.True(run.ExitCode == 0, run.Error);
        var record = JsonDocument.Parse(run.Output).RootElement;
        name = record.GetProperty("device").GetString();
        return [.. record.GetProperty("predictions").EnumerateArray()];
    }

    private static int[] Box(JsonElement prediction) => [.. prediction.GetProperty("box").EnumerateArray().Select(v => v.GetInt32())];
}
