using IlgpuCam.Compute;
using IlgpuCam.Gpu;
using IlgpuCam.Gpu.Tuning;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;
using IlgpuCam.Tests.Cpu;

namespace IlgpuCam.Tests.Gpu;

/// <summary>Convolutions that are measured on the device, and the file that keeps what was found.</summary>
public sealed class TuningTests : IDisposable
{
    private static readonly Device Device = new() { Kind = DeviceKind.Cuda, Index = 0, Name = "a device", Driver = "1" };

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly List<string> _warnings = [];

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [AcceleratorData]
    public void Measured_convolutions_are_right_and_the_emulators_are_not_measured(string device)
    {
        var test = new TestNetwork();
        var input = test.Input(1, 40, 6, 5);
        var sum = test.Add(new Add(Activation.Relu), test.Convolution(input, 40, 40, new(3, 3), pads: new(1, 1, 1, 1)), input);
        var network = test.Build([sum]);
        var inputs = test.RandomInputs();
        var expected = ReferenceExecutor.Run(network, inputs)[sum];
        using var accelerator = TestDevices.Create(device);
        using var backend = new AcceleratorBackend(accelerator, device) { MeasuresConvolutions = true };
        Assert.Equal(accelerator.Device.Kind == DeviceKind.Emulator, backend.Tuner is null);
        using var plan = backend.Compile(network, network.DefaultShapes(), network.Outputs);
        var result = new Tensor(plan.Outputs[0].Shape);
        plan.Run([inputs.Values.Single()], [result]);
        Near.Equal(Array.ConvertAll(expected, v => (float)v), result.Data, 1e-5, device);
    }

    [Fact]
    public void What_was_measured_is_there_at_the_next_start()
    {
        var first = Open();
        Assert.Null(first["a"]);
        first["a"] = "x";
        var second = Open();
        second["b"] = "y";
        first.Save();
        second.Save();
        var third = Open();
        Assert.Equal("x", third["a"]);
        Assert.Equal("y", third["b"]);
        Assert.Null(new TuningCache(_folder, Device with { Driver = "2" }, _warnings.Add)["a"]);
        Assert.Empty(_warnings);
    }

    [Theory]
    [InlineData("")]
    [InlineData("something else\n")]
    [InlineData("HEADa = x")]
    [InlineData("HEADa x\n")]
    [InlineData("HEAD = x\n")]
    [InlineData("HEADLONG = x\n")]
    [InlineData("HEADHUGE\n")]
    public void A_damaged_file_is_not_used_and_written_anew(string content)
    {
        var cache = Open();
        cache["a"] = "x";
        cache.Save();
        var file = Assert.Single(Directory.GetFiles(_folder));
        var head = File.ReadAllLines(file)[0] + "\n";
        File.WriteAllText(file, content.Replace("HEAD", head).Replace("LONG", new('a', 500)).Replace("HUGE", string.Concat(Enumerable.Repeat("a = x\n", 200_000))));
        var damaged = Open();
        Assert.Null(damaged["a"]);
        Assert.Contains("measured anew", Assert.Single(_warnings), StringComparison.Ordinal);
        damaged["b"] = "y";
        damaged.Save();
        _warnings.Clear();
        Assert.Equal("y", Open()["b"]);
        Assert.Empty(_warnings);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_a_warning()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, string.Empty);
        var cache = new TuningCache(Path.Combine(file, "below"), Device, _warnings.Add) { ["a"] = "x" };
        cache.Save();
        Assert.Contains("could not be kept", Assert.Single(_warnings), StringComparison.Ordinal);
        new TuningCache(null, Device, _warnings.Add) { ["a"] = "x" }.Save();
        Assert.Single(_warnings);
    }

    private TuningCache Open() => new(_folder, Device, _warnings.Add);
}
