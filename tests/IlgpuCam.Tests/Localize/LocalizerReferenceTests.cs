using System.Text.Json;
using IlgpuCam.Localize;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Tests.Localize;

public sealed class LocalizerReferenceTests
{
    public static TheoryData<string, string> Photos
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var model in new[] { "efficientnet_lite0", "squeezenet1_0", "mobilenet_v2" })
            {
                foreach (var photo in new[] { "n01877812_wallaby", "n02123045_tabby", "n02504013_Indian_elephant" })
                {
                    data.Add(model, photo);
                }
            }

            return data;
        }
    }

    [SharedTheory("oracles")]
    [MemberData(nameof(Photos))]
    public void Upsampling_agrees_with_PyTorch(string model, string photo)
    {
        using var file = SafeTensorsFile.Open(TestFiles.Shared($"oracles/{model}.{photo}.safetensors"));
        var (map, height, width) = FirstMap(file);
        var expected = file["upsampled_top1"];
        var actual = new float[expected.Shape.ElementCount];

        Localizer.Upsample(map, height, width, Placement.Whole(expected.Shape[1], expected.Shape[0]), actual);

        Near.Equal(expected.ToFloats(), actual, 1e-6, "upsampled map");
    }

    [SharedTheory("oracles")]
    [MemberData(nameof(Photos))]
    public void Boxes_of_stored_maps_are_the_reference_boxes(string model, string photo) =>
        CheckBox($"oracles/{model}.{photo}.safetensors", $"oracles/{model}.json", photo + ".JPEG");

    [SharedTheory("demo")]
    [InlineData("chelsea", "png")]
    [InlineData("coffee", "png")]
    [InlineData("rocket", "jpg")]
    public void Boxes_of_the_demo_maps_are_the_reference_boxes(string photo, string extension) =>
        CheckBox($"demo/efficientnet_lite0.{photo}.safetensors", "demo/efficientnet_lite0.json", $"{photo}.{extension}");

    private static void CheckBox(string tensors, string json, string photo)
    {
        using var file = SafeTensorsFile.Open(TestFiles.Shared(tensors));
        var (map, height, width) = FirstMap(file);
        using var document = JsonDocument.Parse(File.ReadAllBytes(TestFiles.Shared(json)));
        var record = document.RootElement.GetProperty(photo);
        var size = Integers(record, "size");
        var box = Integers(record, "box_20_percent");
        var peak = Integers(record, "cam_peak_xy");

        var result = Localizer.Locate(map, height, width, Placement.Whole(size[0], size[1]));

        Assert.Equal(new PixelBox(box[0], box[1], box[2], box[3]), result.Box);
        Assert.Equal(record.GetProperty("component_area").GetInt32(), result.ComponentArea);
        Assert.Equal(new PixelPoint(peak[0], peak[1]), result.Peak);
    }

    private static (float[] Map, int Height, int Width) FirstMap(SafeTensorsFile file)
    {
        var cams = file["cams_top5"];
        var (height, width) = (cams.Shape[1], cams.Shape[2]);
        return (cams.ToFloats()[..(height * width)], height, width);
    }

    private static int[] Integers(JsonElement record, string name) => [.. record.GetProperty(name).EnumerateArray().Select(value => value.GetInt32())];
}
