using IlgpuCam.Compute;
using IlgpuCam.Imaging;
using IlgpuCam.Import;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests.Oracles;

/// <summary>Networks on an accelerator against stored tensors, classes and boxes.</summary>
[Collection("device")]
public sealed class DeviceOracleTests(OracleDevice device)
{
    private const double Tolerance = 1e-3;

    public static TheoryData<string, string> StoredCases => ForwardCase.Theory(ForwardCase.Stored);

    [DeviceTheory("oracles")]
    [MemberData(nameof(StoredCases))]
    public void Stored_inputs_give_the_stored_tensors(string model, string file)
    {
        using var reference = SafeTensorsFile.Open(TestFiles.Shared(file));
        using var network = new CamModel(ModelReader.Load(TestFiles.Shared($"models/{model}")), new() { Backend = device.Backend });
        ForwardComparison.Check(network, reference, Tolerance);
    }

    [DeviceTheory("oracles")]
    [InlineData("efficientnet_lite0")]
    [InlineData("squeezenet1_0")]
    [InlineData("mobilenet_v2")]
    public void Photos_give_the_classes_and_boxes_of_the_reference(string name)
    {
        using var model = new CamModel(ModelReader.Load(TestFiles.Shared($"models/{name}.onnx")), new() { Backend = device.Backend });
        var photos = OraclePhoto.Read(TestFiles.Shared($"oracles/{name}.json"));
        OraclePhoto.Check(photos, photo => FoundClass.Of(model.Localize(ImageFile.Load(TestFiles.Shared($"photos/{photo.Name}")).Image)), most: 0.98, exceptions: 2);
    }

    [DeviceTheory]
    [InlineData("chelsea")]
    [InlineData("coffee")]
    [InlineData("rocket")]
    public void The_float16_default_model_stays_near_the_reference(string photo)
    {
        using var reference = SafeTensorsFile.Open(TestFiles.Fixture($"demo/efficientnet_lite0.{photo}.safetensors"));
        using var network = CamModel.Load(Path.Combine(TestFiles.Root, "weights", "efficientnet_lite0.cam"), new() { Backend = device.Backend });
        ForwardComparison.Check(network, reference, 1e-2);
    }

    [SharedFact("oracles")]
    public void SqueezeNet_at_its_own_input_size_is_right_on_the_emulator()
    {
        using var emulator = OracleDevice.Open(Devices.Enumerate().Devices.First(d => d.Kind == DeviceKind.Emulator).Id);
        using var reference = SafeTensorsFile.Open(TestFiles.Shared("oracles/squeezenet1_0.n02123045_tabby.safetensors"));
        using var network = new CamModel(ModelReader.Load(TestFiles.Shared("models/squeezenet1_0.onnx")), new() { Backend = emulator });
        ForwardComparison.Check(network, reference, Tolerance);
    }
}
