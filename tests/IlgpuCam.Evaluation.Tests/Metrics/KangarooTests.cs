using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Evaluation.Metrics;
using IlgpuCam.Images;
using IlgpuCam.Imaging;
using IlgpuCam.Import;
using IlgpuCam.Testing;

namespace IlgpuCam.Evaluation.Tests.Metrics;

public sealed class KangarooTests
{
    private const int Wallaby = 104;
    private static readonly string[] Overlaps = ["30", "50", "70"];

    [SharedTheory("kangaroo")]
    [InlineData("squeezenet1_0", "squeezenet1_0", 0)]
    [InlineData("efficientnet_lite0", "efficientnet_lite0", 0)]
    [InlineData("efficientnet_lite0", "efficientnet_lite0_at_448", 448)]
    public void Box_accuracies_are_those_of_the_WSOL_evaluator(string name, string key, int size)
    {
        var description = ModelReader.Load(TestFiles.Shared($"models/{name}.onnx"), _ => { }, null);
        var preprocessing = size == 0 ? description.Preprocessing : description.Preprocessing!.WithSize(size, size);
        using var model = new CamModel(description, new() { Preprocessing = preprocessing });
        var files = Directory.GetFiles(TestFiles.Shared("kangaroo/images")).Order(StringComparer.Ordinal).ToArray();
        var accuracy = new BoxAccuracy();
        foreach (var share in files.AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(file => Judge(model, file)))
        {
            accuracy.Add(share);
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(TestFiles.Shared("kangaroo/reference.json")));
        var summary = document.RootElement.GetProperty(key).GetProperty("summary");
        var byOverlap = summary.GetProperty("MaxBoxAccV2_by_iou");
        var report = string.Create(CultureInfo.InvariantCulture, $"{accuracy.MaxBoxAcc} {accuracy.MaxBoxAccV2} {string.Join(' ', accuracy.ByOverlap)}");
        Assert.True(Math.Abs(summary.GetProperty("MaxBoxAcc").GetDouble() - accuracy.MaxBoxAcc) <= 1, report);
        Assert.True(Math.Abs(summary.GetProperty("MaxBoxAccV2").GetDouble() - accuracy.MaxBoxAccV2) <= 1, report);
        foreach (var (overlap, figure) in Overlaps.Zip(accuracy.ByOverlap))
        {
            Assert.True(Math.Abs(byOverlap.GetProperty(overlap).GetDouble() - figure) <= 1, report);
        }
    }

    private static BoxShare Judge(CamModel model, string file)
    {
        var annotation = Path.Combine(Path.GetDirectoryName(file)!, "../annots", Path.GetFileNameWithoutExtension(file) + ".xml");
        TrueBox[] boxes = [.. XDocument.Load(annotation).Descendants("bndbox").Select(b => new TrueBox(Number(b, "xmin"), Number(b, "ymin"), Number(b, "xmax"), Number(b, "ymax")))];
        var result = model.Localize(ImageFile.Load(file).Image, new() { Classes = [Wallaby] });
        return BoxAccuracy.Judge(result.Predictions[0].RequireMap(), result.Placement, boxes);
    }

    private static double Number(XElement box, string name) => double.Parse(box.Element(name)!.Value, CultureInfo.InvariantCulture);
}
