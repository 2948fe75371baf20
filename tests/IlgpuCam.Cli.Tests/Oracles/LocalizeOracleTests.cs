using IlgpuCam.Import;
using IlgpuCam.Imaging;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests.Oracles;

/// <summary>Photo files against classes and boxes computed by PyTorch or ONNX Runtime with Pillow's resampling.</summary>
public sealed class LocalizeOracleTests
{
    [SharedTheory("oracles")]
    [InlineData("efficientnet_lite0.onnx", "efficientnet_lite0")]
    [InlineData("efficientnet_lite0_dynamo.onnx", "efficientnet_lite0")]
    [InlineData("squeezenet1_0.onnx", "squeezenet1_0")]
    [InlineData("mobilenet_v2.onnx", "mobilenet_v2")]
    public void Photos_give_the_classes_and_boxes_of_the_reference(string model, string oracle)
    {
        var photos = OraclePhoto.Read(TestFiles.Shared($"oracles/{oracle}.json"));
        Assert.Equal(24, photos.Count);
        Check(TestFiles.Shared($"models/{model}"), photos, TestFiles.Shared("photos"), exceptions: 2);
    }

    [SharedTheory("models")]
    [InlineData("efficientnet_lite0.onnx", "efficientnet_lite0")]
    [InlineData("squeezenet1_0.onnx", "squeezenet1_0")]
    public void Demo_pictures_give_the_classes_and_boxes_of_the_reference(string model, string oracle) =>
        Check(TestFiles.Shared($"models/{model}"), OraclePhoto.Read(TestFiles.Fixture($"demo/{oracle}.json")), Samples, exceptions: 0);

    [Fact]
    public void The_default_model_gives_the_classes_and_boxes_of_the_reference() => Check(
        Path.Combine(TestFiles.Root, "weights", "efficientnet_lite0.cam"), OraclePhoto.Read(TestFiles.Fixture("demo/efficientnet_lite0.json")), Samples, exceptions: 0);

    private static string Samples => Path.Combine(TestFiles.Root, "samples");

    private static void Check(string path, IReadOnlyList<OraclePhoto> photos, string folder, int exceptions)
    {
        using var model = new CamModel(ModelReader.Load(path));
        OraclePhoto.Check(photos, photo => FoundClass.Of(model.Localize(ImageFile.Load(Path.Combine(folder, photo.Name)).Image)), most: 0.99, exceptions);
    }
}
