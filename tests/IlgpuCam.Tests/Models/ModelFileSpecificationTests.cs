using System.Text.Json;
using System.Text.RegularExpressions;
using IlgpuCam.Images;
using IlgpuCam.Models;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;
using static IlgpuCam.Tests.Models.ModelFileSamples;

namespace IlgpuCam.Tests.Models;

/// <summary>weights/FORMAT.md against what the library does.</summary>
public sealed partial class ModelFileSpecificationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(TestFiles.Root, "weights", "FORMAT.md"));

    [Fact]
    public void The_table_lists_every_operator_and_no_other() =>
        Assert.Equal(ModelFileOperators.Kinds, OperatorRow().Matches(Page).Select(match => match.Groups["op"].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_attribute_that_is_written_stands_in_the_operators_row()
    {
        var rows = OperatorRow().Matches(Page).ToDictionary(match => match.Groups["op"].Value, match => match.Value);
        rows["average_pool2d"] += rows["max_pool2d"];
        rows["max_pool_indices2d"] += rows["max_pool2d"];
        foreach (var op in AllOperators)
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream))
            {
                json.WriteStartObject();
                ModelFileOperators.Write(json, op);
                json.WriteEndObject();
            }

            using var attributes = JsonDocument.Parse(stream.ToArray());
            Assert.All(attributes.RootElement.EnumerateObject(), attribute => Assert.Contains($"`{attribute.Name}`", rows[op.Kind], StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_activation_is_described() =>
        Assert.All(ModelFileOperators.ActivationNames, name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));

    [Fact]
    public void The_keys_and_the_version_are_named()
    {
        string[] keys = [ModelFileKeys.Format, ModelFileKeys.Graph, ModelFileKeys.Preprocessing, ModelFileKeys.Labels, ModelFileKeys.Provenance];

        Assert.All(keys, key => Assert.Contains($"| `{key}` |", Page, StringComparison.Ordinal));
        Assert.Contains($"`{ModelFileKeys.Version}`", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_loads()
    {
        var graph = Page.Split("```json")[1].Split("```")[0];
        var tensors = new Dictionary<string, ConstantTensor>
        {
            ["w"] = ConstantTensor.FromFloats([4, 3, 3, 3], new float[108]),
            ["b"] = ConstantTensor.FromFloats([4], new float[4]),
            ["fc.w"] = ConstantTensor.From<Half>(ElementType.Float16, [2, 4], new Half[8]),
            ["fc.b"] = ConstantTensor.FromFloats([2], new float[2]),
        };
        using var stream = new MemoryStream();
        SafeTensorsWriter.Write(stream, tensors, new Dictionary<string, string> { ["format"] = ModelFileKeys.Version, ["graph"] = graph });

        var network = ModelFile.Load(stream.ToArray()).Network;

        Assert.Equal([1, 2], ShapeInference.Infer(network, network.DefaultShapes()).Values["logits"].Shape);
        Assert.Equal("maps", HeadDetection.Find(network)!.Cam!.Features);
    }

    [Fact]
    public void The_preprocessing_of_the_page_loads()
    {
        var json = Page.Split("## Preprocessing\n`")[1].Split('`')[0];

        var preprocessing = ModelFile.Load(With(ModelFileKeys.Preprocessing, json)).Preprocessing!;

        Assert.Equal((224, 224, 127f, 128f), (preprocessing.Height, preprocessing.Width, preprocessing.Mean[0], preprocessing.StandardDeviation[2]));
        Assert.All(Preprocessing.JsonKeys.Remove("labels"), key => Assert.Contains(key, Page, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^\| `(?<op>\w+)` \|[^|]*\|[^|]*\|[^|]*\|$", RegexOptions.Multiline)]
    private static partial Regex OperatorRow();
}
