using IlgpuCam.Compute;
using IlgpuCam.Cpu;
using IlgpuCam.Explain;
using IlgpuCam.Explain.Methods;
using IlgpuCam.Gpu;
using IlgpuCam.Imaging;
using IlgpuCam.Import;
using IlgpuCam.Localize;
using IlgpuCam.Models;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests.Oracles;

/// <summary>Methods that need gradients on accelerators against the processor: maps and boxes of a photo.</summary>
[Collection("device")]
public sealed class DeviceMethodTests(OracleDevice device)
{
    private const double Tolerance = 1e-3;

    private static readonly string[] Methods = ["gradcam", "hirescam", "layercam", "saliency"];

    [DeviceTheory("photos")]
    [InlineData("squeezenet1_0", "n02123045_tabby")]
    [InlineData("efficientnet_lite0", "n02504013_Indian_elephant")]
    public void A_photo_has_the_processors_maps_and_boxes(string model, string photo) => Check(device.Backend, model, photo);

    [SharedTheory("photos")]
    [InlineData("squeezenet1_0", "n02123045_tabby")]
    public void A_photo_has_the_processors_maps_and_boxes_on_the_emulator(string model, string photo)
    {
        using var emulator = OracleDevice.Open(Devices.Enumerate().Devices.First(d => d.Kind == DeviceKind.Emulator).Id);
        Check(emulator, model, photo);
    }

    private static void Check(AcceleratorBackend backend, string model, string name)
    {
        var description = ModelReader.Load(TestFiles.Shared($"models/{model}.onnx"));
        var head = HeadDetection.Find(description.Network)!;
        var photo = ImageFile.Load(TestFiles.Shared($"photos/{name}.JPEG")).Image;
        var placement = description.Preprocessing!.Place(photo.Width, photo.Height);
        using var processor = new CpuBackend();
        using var reference = new Explainer(description.Network, head, processor);
        using var explainer = new Explainer(description.Network, head, backend);
        var input = description.Preprocessing.Apply(photo);
        var (expected, actual) = (new ExplanationContext(reference, input, ScoreTarget.Best), new ExplanationContext(explainer, input, ScoreTarget.Best));
        foreach (var method in Methods.Select(m => ExplanationMethods.Find(m)!))
        {
            var (map, ours) = (method.Explain(expected), method.Explain(actual));
            var what = $"{method.Info.Title} of {name} with {model} on {backend.Name}";
            if (method is Saliency)
            {
                AssertNear(map.Values, ours.Values, what);
            }
            else
            {
                Near.Equal(map.Values, ours.Values, Tolerance, what);
            }

            var (box, found) = (Localizer.Locate(map, placement).Box!.Value, Localizer.Locate(ours, placement).Box!.Value);
            Assert.True(box.IntersectionOverUnion(found) >= 1 - Tolerance, $"{what}: box {found}, on the processor {box}");
        }

        Assert.Equal(expected.ClassIndex, actual.ClassIndex);
    }

    // Rounding may open or close single gates on the way to the image, which changes what lies before them.
    private static void AssertNear(float[] expected, float[] actual, string what)
    {
        var differences = expected.Zip(actual, (a, b) => Math.Abs((double)a - b)).ToArray();
        var largest = expected.Max();
        var error = Math.Sqrt(differences.Sum(d => d * d) / expected.Sum(v => (double)v * v));
        var near = differences.Count(d => d <= Tolerance * largest) / (double)differences.Length;
        Assert.True(error <= 1e-2 && near >= 0.98, $"{what}: relative error {error}, {near:P1} within {Tolerance} of the maximum");
    }
}
