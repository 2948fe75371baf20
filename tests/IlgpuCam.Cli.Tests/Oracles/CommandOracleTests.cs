using System.Text.Json;
using IlgpuCam.Kernels;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests.Oracles;

/// <summary>The commands <c>forward</c> and <c>localize</c> on the processor and on accelerators, as a native binary too: see <see cref="CommandLineTool"/>.</summary>
[Collection("device")]
public sealed class CommandOracleTests : IDisposable
{
    private const double Tolerance = 1e-3;
    private const string Processor = "cpu";
    private const string Standin = "cuda:0";
    private const string Default = "efficientnet_lite0";

    private static readonly string DefaultModel = Path.Combine(TestFiles.Root, "weights", $"{Default}.cam");

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, string> StoredCases
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var device in Tested)
            {
                foreach (var (model, file) in ForwardCase.Stored.DefaultIfEmpty(new(string.Empty, string.Empty)))
                {
                    data.Add(device, model, file);
                }
            }

            return data;
        }
    }

    public static TheoryData<string, string> PhotoCases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var device in Tested)
            {
                foreach (var model in new[] { Default, "squeezenet1_0", "mobilenet_v2" })
                {
                    data.Add(device, model);
                }
            }

            return data;
        }
    }

    /// <summary>The devices that take the default model; the stand-in for the CUDA driver runs where it can be built.</summary>
    public static TheoryData<string> DevicesPresent
    {
        get
        {
            TheoryData<string> data = [.. Tested];
            if (CudaStandin.SkipReason is null)
            {
                data.Add(Standin);
            }

            return data;
        }
    }

    private static string[] Tested => OracleDevice.Absence is null ? [Processor, OracleDevice.Id] : [Processor];

    public void Dispose() => _folder.Dispose();

    [SharedTheory("oracles")]
    [MemberData(nameof(StoredCases))]
    public void Forward_gives_the_stored_tensors(string device, string model, string file) => Forward(device, TestFiles.Shared($"models/{model}"), TestFiles.Shared(file), Tolerance);

    [Theory]
    [MemberData(nameof(DevicesPresent))]
    public void Forward_with_the_default_model_stays_near_the_reference(string device) =>
        Forward(device, DefaultModel, TestFiles.Fixture($"demo/{Default}.coffee.safetensors"), 1e-2);

    [Theory]
    [MemberData(nameof(DevicesPresent))]
    public void Localize_finds_the_boxes_in_the_demo_pictures(string device)
    {
        var photos = OraclePhoto.Read(TestFiles.Fixture($"demo/{Default}.json"));
        Localize(device, DefaultModel, device == Standin ? [.. photos.Take(1)] : photos, Path.Combine(TestFiles.Root, "samples"));
    }

    [SharedTheory("oracles")]
    [MemberData(nameof(PhotoCases))]
    public void Localize_finds_the_boxes_of_the_reference(string device, string model) =>
        Localize(device, TestFiles.Shared($"models/{model}.onnx"), OraclePhoto.Read(TestFiles.Shared($"oracles/{model}.json")), TestFiles.Shared("photos"));

    private void Forward(string device, string model, string file, double tolerance)
    {
        using var reference = SafeTensorsFile.Open(file);
        Run(device, ["forward", model, "--input", file, "--output", "out.safetensors", .. ForwardComparison.UpsampleArgument(reference)]);
        using var found = SafeTensorsFile.Open(_folder["out.safetensors"]);
        ForwardComparison.Check(found, reference, tolerance);
    }

    private void Localize(string device, string model, IReadOnlyList<OraclePhoto> photos, string pictures)
    {
        var output = Run(device, ["localize", .. photos.Select(p => Path.Combine(pictures, p.Name)), "--model", model, "--json", "-"]);
        var records = output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(photos.Count, records.Length);
        Assert.All(records, r => Assert.Equal(device, r.GetProperty("device").GetString()));
        var found = photos.Zip(records).ToDictionary(p => p.First, p => FoundClass.Of(p.Second));
        OraclePhoto.Check(photos, photo => found[photo], most: 0.98, exceptions: 2);
    }

    private string Run(string device, string[] arguments)
    {
        var environment = new Dictionary<string, string>();
        if (device == Standin)
        {
            CudaStandin.Build(KernelCatalog.CudaSources());
            environment["ILGPUCAM_CUDA_DRIVER"] = CudaStandin.Library;
        }

        var run = CommandLineTool.RunWith(environment, _folder.Path, [.. arguments, "--device", device]);
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Output;
    }
}
