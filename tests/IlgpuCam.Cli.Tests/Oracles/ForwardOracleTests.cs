using IlgpuCam.Import;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests.Oracles;

/// <summary>Stored input tensors against stored logits, features and maps.</summary>
public sealed class ForwardOracleTests
{
    // Direct convolution in float32 differs from the references only in the order of its sums.
    private const double Tolerance = 2e-5;

    public static TheoryData<string, string> StoredCases => ForwardCase.Theory(ForwardCase.Stored);

    [SharedTheory("models")]
    [MemberData(nameof(StoredCases))]
    public void Stored_inputs_give_the_stored_tensors(string model, string file)
    {
        using var reference = SafeTensorsFile.Open(TestFiles.Shared(file));
        using var network = new CamModel(ModelReader.Load(TestFiles.Shared($"models/{model}")));
        ForwardComparison.Check(network, reference, Tolerance);
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
        ForwardComparison.Check(network, reference, 1e-2);
    }
}
