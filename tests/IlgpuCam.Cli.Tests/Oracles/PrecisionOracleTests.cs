using IlgpuCam.Compute;
using IlgpuCam.Explain;
using IlgpuCam.Gpu;
using IlgpuCam.Import;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests.Oracles;

/// <summary>Whole networks whose convolutions round their factors, against the stored logits.</summary>
public sealed class PrecisionOracleTests
{
    // Of the largest magnitude of the reference's logits: what each may be off, and how near classes are that may change places.
    private const double Tolerance = 2e-2;
    private const double Tie = 4e-2;

    [SharedTheory("oracles")]
    [InlineData("squeezenet1_0", "n02123045_tabby", MatrixPrecision.TensorFloat32)]
    [InlineData("squeezenet1_0", "n02123045_tabby", MatrixPrecision.Float16)]
    [InlineData("efficientnet_lite0", "n02504013_Indian_elephant", MatrixPrecision.TensorFloat32)]
    [InlineData("efficientnet_lite0", "n02504013_Indian_elephant", MatrixPrecision.Float16)]
    public void Logits_and_the_best_five_classes_stay_near_the_reference(string model, string photo, MatrixPrecision precision)
    {
        // The emulator, or the device that the environment names: the stand-in for CUDA is lost and found by other tests meanwhile.
        var list = Devices.Enumerate().Devices;
        var device = list.FirstOrDefault(d => d.Id == OracleDevice.Id && AcceleratorBackend.Supports(d, precision)) ?? list.First(d => d.Kind == DeviceKind.Emulator);
        using var reference = SafeTensorsFile.Open(TestFiles.Shared($"oracles/{model}.{photo}.safetensors"));
        using var backend = new AcceleratorBackend(Accelerator.Create(device), device.Id, ownsAccelerator: true, precision);
        using var network = new CamModel(ModelReader.Load(TestFiles.Shared($"models/{model}.onnx")), new() { Backend = backend });
        var logits = network.Forward(reference["input"].ToTensor()).Logits.Data;
        var expected = reference["logits"].ToFloats();
        Near.Equal(expected, logits, Tolerance, $"logits of {model} in {precision} on {device.Id}");
        var magnitude = expected.Max(Math.Abs);
        var (best, ours) = (ClassScores.Top(expected, 5), ClassScores.Top(logits, 5));
        var last = best.Min(c => expected[c]);
        Assert.All(ours.Except(best), c => Assert.True(last - expected[c] <= Tie * magnitude, $"class {c} is among the best five, of logit {expected[c]} where {last} was the least"));
    }
}
