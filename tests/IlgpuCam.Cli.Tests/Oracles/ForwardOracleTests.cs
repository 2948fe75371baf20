using IlgpuCam.Explain;
using IlgpuCam.Import;
using IlgpuCam.Localize;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests.Oracles;

/// <summary>Stored input tensors against stored logits, features and maps.</summary>
public sealed class ForwardOracleTests
{
    // Direct convolution in float32 differs from the references only in the order of its sums.
    private const double Tolerance = 2e-5;

    public static TheoryData<string, string> StoredCases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var folder in new[] { "oracles", "demo" })
            {
                foreach (var file in TestFiles.HasShared(folder) ? Directory.GetFiles(TestFiles.Shared(folder), "*.safetensors").Order() : Enumerable.Empty<string>())
                {
                    var name = Path.GetFileName(file);
                    if (!name.Contains(".methods.", StringComparison.Ordinal) && !name.Contains(".gradients.", StringComparison.Ordinal))
                    {
                        cases.Add($"{name[..name.IndexOf('.', StringComparison.Ordinal)]}.onnx", $"{folder}/{name}");
                        if (name.StartsWith("efficientnet_lite0", StringComparison.Ordinal))
                        {
                            cases.Add("efficientnet_lite0_dynamo.onnx", $"{folder}/{name}");
                        }
                    }
                }
            }

            if (!cases.Any())
            {
                cases.Add(string.Empty, string.Empty); // A theory without a case would fail rather than be skipped.
            }

            return cases;
        }
    }

    [SharedTheory("models")]
    [MemberData(nameof(StoredCases))]
    public void Stored_inputs_give_the_stored_tensors(string model, string file)
    {
        using var reference = SafeTensorsFile.Open(TestFiles.Shared(file));
        using var network = new CamModel(ModelReader.Load(TestFiles.Shared($"models/{model}")));
        Compare(network, reference, Tolerance);
    }

    [SharedTheory("models")]
    [InlineData("efficientnet_lite0.onnx")]
    [InlineData("efficientnet_lite0_dynamo.onnx")]
    public void The_mean_of_a_map_and_the_bias_make_the_logit_for_every_class(string model)
    {
        using var network = new CamModel(ModelReader.Load(TestFiles.Shared($"models/{model}")));
        var bias = network.Network.Constants[network.Head.Cam!.Bias!].ToFloats();
        foreach (var file in Directory.GetFiles(TestFiles.Shared("demo"), "efficientnet_lite0.*.safetensors"))
        {
            using var reference = SafeTensorsFile.Open(file);
            var result = network.Forward(reference["input"].ToTensor());
            var rebuilt = Enumerable.Range(0, network.Head.Classes)
                .Select(c => (float)(network.Map(result.Features!, 0, c).Values.Average(v => (double)v) + bias[c])).ToArray();
            Near.Equal(result.Logits.Span, rebuilt, 1e-4, "logits from maps");
        }
    }

    [Theory]
    [InlineData("chelsea")]
    [InlineData("coffee")]
    [InlineData("rocket")]
    public void The_float16_default_model_stays_near_the_reference(string photo)
    {
        using var reference = SafeTensorsFile.Open(TestFiles.Fixture($"demo/efficientnet_lite0.{photo}.safetensors"));
        using var network = CamModel.Load(Path.Combine(TestFiles.Root, "weights", "efficientnet_lite0.cam"));
        Compare(network, reference, 1e-2);
    }

    private static void Compare(CamModel network, SafeTensorsFile reference, double tolerance)
    {
        var result = network.Forward(reference["input"].ToTensor());
        var expected = reference["logits"].ToFloats();
        Near.Equal(expected, result.Logits.Span, tolerance, "logits");
        if (reference.Contains("features"))
        {
            Near.Equal(reference["features"].ToFloats(), result.Features!.Span, tolerance, "features");
        }

        var best = ClassScores.Top(expected, 5);
        var maps = best.Select(c => network.Map(result.Features!, 0, c)).ToArray();
        Near.Equal(reference["cams_top5"].ToFloats(), maps.SelectMany(m => m.Values).ToArray(), tolerance, "cams_top5");
        if (reference.Contains("upsampled_top1"))
        {
            var upsampled = reference["upsampled_top1"].ToTensor();
            var ours = new float[upsampled.Data.Length];
            Localizer.Upsample(maps[0], Placement.Whole(upsampled.Shape[1], upsampled.Shape[0]), ours);
            Near.Equal(upsampled.Span, ours, tolerance, "upsampled_top1");
        }
    }
}
