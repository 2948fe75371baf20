using System.Text.Json;
using IlgpuCam.Compute;
using IlgpuCam.Cpu;
using IlgpuCam.Gpu;
using IlgpuCam.Images;
using IlgpuCam.Imaging;
using IlgpuCam.Models;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests;

/// <summary>A device that is lost in the middle of the work, on the stand-in for the CUDA driver: under auto the processor goes on, a named device is an error.</summary>
public sealed class LostDeviceTests
{
    private const int Never = 1_000_000;
    private const string Small = "64";

    private static readonly string Samples = Path.Combine(TestFiles.Root, "samples");
    private static readonly string[] Names = ["coffee.png", "chelsea.png", "rocket.jpg"];
    private static readonly ModelDescription Model = ModelFile.Load(Path.Combine(TestFiles.Root, "weights", "efficientnet_lite0.cam"));
    private static readonly Preprocessing Input = Model.Preprocessing!.WithSize(64, 64);

    [StandinFact]
    public void A_batch_under_way_is_done_by_the_processor_which_then_stays()
    {
        var photos = Photos();
        using var processor = new CamModel(Model, new() { Preprocessing = Input, Threads = 1 });
        var expected = processor.Localize(photos).Select(Describe).ToArray();
        var warnings = new List<string>();
        using var backend = new FallbackBackend(OpenStandin(), () => new CpuBackend(1), warnings.Add);
        using var model = new CamModel(Model, new() { Preprocessing = Input, Backend = backend });
        Assert.Equal("cuda:0", model.Device);
        var first = Describe(model.Localize(photos[0]));
        Assert.Equal(Classes(processor.Localize(photos[0])), Classes(model.Localize(photos[0])));
        Assert.Equal(first, Describe(model.Localize(photos[0]))); // Recorded the second time, replayed the third.
        Assert.Empty(warnings);

        StandinControls.LoseAfter(40);
        Assert.Equal(expected, model.Localize(photos).Select(Describe));
        Assert.True(backend.IsLost);
        var warning = Assert.Single(warnings);
        Assert.StartsWith("cuda:0 is lost: ", warning, StringComparison.Ordinal);
        Assert.EndsWith("; cpu goes on in its place.", warning, StringComparison.Ordinal);
        Assert.Equal(("cpu", false), (model.Device, model.RunsBatches));
        Assert.Equal(expected[0], Describe(model.Localize(photos[0])));
        Assert.Single(warnings);
    }

    [StandinFact]
    public void A_plan_under_way_is_run_again_by_the_processor()
    {
        var input = Input.Apply(Photos()[0]);
        var shapes = new Dictionary<string, Shape> { [Model.Network.Inputs[0].Name] = input.Shape };
        using var processor = new CpuBackend(1);
        using var expected = processor.Compile(Model.Network, shapes, Model.Network.Outputs);
        var warnings = new List<string>();
        using var backend = new FallbackBackend(OpenStandin(), () => new CpuBackend(1), warnings.Add);
        using var plan = backend.Compile(Model.Network, shapes, Model.Network.Outputs);
        Assert.Empty(AcceleratorBackend.NodesOnProcessor(plan));
        var (wanted, found) = (new Tensor(plan.Outputs[0].Shape), new Tensor(plan.Outputs[0].Shape));
        expected.Run([input], [wanted]);
        plan.Run([input], [found]);
        Near.Equal(wanted.Data, found.Data, 1e-4, "logits of the device");

        StandinControls.LoseAfter(3);
        found.Span.Clear();
        plan.Run([input], [found]);
        Assert.Equal(wanted.Data, found.Data);
        Assert.Single(warnings);
        using var next = backend.Compile(Model.Network, shapes, Model.Network.Outputs);
        next.Run([input], [found]);
        Assert.Equal(wanted.Data, found.Data);
        Assert.Single(warnings);
    }

    [StandinFact]
    public void Without_a_fallback_the_loss_is_the_caller_s()
    {
        using var backend = OpenStandin();
        using var model = new CamModel(Model, new() { Preprocessing = Input, Backend = backend });
        StandinControls.LoseAfter(10);
        Assert.Throws<DeviceLostException>(() => model.Localize(Photos()));
        Assert.Throws<DeviceLostException>(() => model.Localize(Photos()[0]));
    }

    [StandinFact]
    public void A_command_goes_on_with_one_warning_under_auto()
    {
        var expected = CommandLineTool.Run("localize", Samples, "--input-size", Small, "--device", "cpu", "--top", "2", "--json", "-");
        var run = CommandLineTool.RunWith(
            StandinControls.CommandEnvironment(loseAfter: 60), Samples, "localize", Samples, "--input-size", Small, "--top", "2", "--json", "-");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(expected.Output, run.Output);
        var lines = run.Error.TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("ilgpucam: device cuda:0, ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("ilgpucam: warning: cuda:0 is lost: ", lines[1], StringComparison.Ordinal);
    }

    [StandinFact]
    public void A_command_ends_with_one_sentence_where_the_device_was_named()
    {
        using var folder = new TemporaryFolder();
        var run = CommandLineTool.RunWith(
            StandinControls.CommandEnvironment(loseAfter: 60), Samples, "localize", Samples, "--input-size", Small, "--device", "cuda", "--json", folder["out.jsonl"]);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("ilgpucam: cuda:0 is lost: ", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [StandinFact]
    public void A_command_finds_on_cuda_what_it_finds_on_the_processor()
    {
        var expected = CommandLineTool.Run("localize", Samples, "--input-size", Small, "--device", "cpu", "--top", "2", "--json", "-").Output.TrimEnd().Split('\n');
        var run = CommandLineTool.RunWith(
            StandinControls.CommandEnvironment(Never), Samples, "localize", Samples, "--input-size", Small, "--device", "cuda", "--top", "2", "--json", "-");
        Assert.True(run.ExitCode == 0, run.Error);
        var found = run.Output.TrimEnd().Split('\n');
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(ClassesAndBoxes(pair.First), ClassesAndBoxes(pair.Second)));
    }

    private static AcceleratorBackend OpenStandin() => new(Accelerator.Create(StandinControls.Device), "cuda:0", ownsAccelerator: true);

    private static RgbImage[] Photos() => [.. Names.Select(n => ImageFile.Load(Path.Combine(Samples, n)).Image)];

    private static int[] Classes(PhotoResult result) => [.. result.Predictions.Select(p => p.ClassIndex)];

    private static string Describe(PhotoResult result) => string.Join("; ", result.Predictions.Select(p => p with { Map = null }));

    private static string ClassesAndBoxes(string record) => string.Join("; ", JsonDocument.Parse(record).RootElement.GetProperty("predictions").EnumerateArray()
        .Select(p => $"{p.GetProperty("class_index")} {p.GetProperty("box")}"));
}
