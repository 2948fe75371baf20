using System.Globalization;
using System.Text.Json;
using IlgpuCam.Cpu;
using IlgpuCam.Evaluation.Faithfulness;
using IlgpuCam.Explain;
using IlgpuCam.Explain.Methods;
using IlgpuCam.Imaging;
using IlgpuCam.Import;
using IlgpuCam.Models;
using IlgpuCam.Testing;

namespace IlgpuCam.Evaluation.Tests.Faithfulness;

/// <summary>Faithfulness over the reference photos against TorchCAM's.</summary>
public sealed class FaithfulnessOracleTests
{
    [SharedTheory("oracles/faithfulness.json")]
    [InlineData("efficientnet_lite0", "GradCAM", "gradcam")]
    [InlineData("efficientnet_lite0", "GradCAMpp", "gradcampp:torchcam")]
    [InlineData("efficientnet_lite0", "XGradCAM", "xgradcam")]
    [InlineData("efficientnet_lite0", "LayerCAM", "layercam")]
    [InlineData("squeezenet1_0", "GradCAM", "gradcam")]
    [InlineData("squeezenet1_0", "LayerCAM", "layercam")]
    public void The_figures_are_TorchCAMs(string name, string key, string way)
    {
        var description = ModelReader.Load(TestFiles.Shared($"models/{name}.onnx"), _ => { }, null);
        using var backend = new CpuBackend(1);
        using var explainer = new Explainer(description.Network, HeadDetection.Find(description.Network)!, backend);
        var meter = new FaithfulnessMeter(explainer, new() { Shares = [] });
        var method = ExplanationMethods.Find(way)!;
        var files = Directory.GetFiles(TestFiles.Shared("photos")).Order(StringComparer.Ordinal).ToArray();
        var found = files.AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(file =>
        {
            var input = description.Preprocessing!.Apply(ImageFile.Load(file).Photo);
            var logits = explainer.Forward(input, [explainer.Head.Logits])[0].Data;
            var probabilities = new float[logits.Length];
            ClassScores.Probabilities(ProbabilityKind.Softmax, logits, probabilities);
            var best = ClassScores.Top(logits, 1)[0];
            var map = method.Explain(new(explainer, input, Probability(probabilities, best)));
            return meter.Measure(input, probabilities, best, map);
        }).ToArray();

        using var document = JsonDocument.Parse(File.ReadAllBytes(TestFiles.Shared("oracles/faithfulness.json")));
        var oracle = document.RootElement.GetProperty(name).GetProperty(key);
        var report = string.Create(
            CultureInfo.InvariantCulture,
            $"{found.Average(f => f.Drop)} {found.Average(f => f.IsIncreased ? 1 : 0)} {found.Average(f => f.DeletionArea)} {found.Average(f => f.InsertionArea)}");
        Assert.True(Math.Abs(oracle.GetProperty("avg_drop").GetDouble() - found.Average(f => f.Drop)) <= 0.01, report);
        Assert.True(Math.Abs(oracle.GetProperty("conf_increase").GetDouble() - found.Average(f => f.IsIncreased ? 1 : 0)) <= 0.01, report);
        Assert.True(Math.Abs(oracle.GetProperty("deletion_auc").GetDouble() - found.Average(f => f.DeletionArea)) <= 0.01, report);
        Assert.True(Math.Abs(oracle.GetProperty("insertion_auc").GetDouble() - found.Average(f => f.InsertionArea)) <= 0.01, report);
    }

    // TorchCAM's metric explains the score that it is given, the probability: its derivative by the logits as a sum of these.
    private static ScoreTarget Probability(float[] probabilities, int best) =>
        new([.. probabilities.Select((p, i) => (i, probabilities[best] * ((i == best ? 1 : 0) - p)))]);
}
