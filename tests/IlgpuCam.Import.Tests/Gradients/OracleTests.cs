using IlgpuCam.Explain;
using IlgpuCam.Explain.Methods;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;
using Xunit.Abstractions;

namespace IlgpuCam.Import.Tests.Gradients;

/// <summary>Every map that TorchCAM and pytorch-grad-cam gave for a photo, on two real networks.</summary>
public class OracleTests(ITestOutputHelper output)
{
    private const string Lite = "efficientnet_lite0";
    private const string Squeeze = "squeezenet1_0";

    [SharedTheory("oracles")]
    [InlineData(Lite, "torchcam.GradCAM", "gradcam", true)]
    [InlineData(Lite, "torchcam.GradCAMpp", "gradcampp:torchcam", true)]
    [InlineData(Lite, "torchcam.LayerCAM", "layercam", true)]
    [InlineData(Lite, "torchcam.XGradCAM", "xgradcam", true)]
    [InlineData(Lite, "torchcam.ScoreCAM", "scorecam", false)]
    [InlineData(Lite, "gradcam.EigenCAM", "eigencam", true)]
    [InlineData(Lite, "gradcam.EigenGradCAM", "eigengradcam", true)]
    [InlineData(Lite, "gradcam.HiResCAM", "hirescam", true)]
    [InlineData(Squeeze, "torchcam.GradCAM", "gradcam", true)]
    [InlineData(Squeeze, "torchcam.GradCAMpp", "gradcampp:torchcam", true)]
    [InlineData(Squeeze, "torchcam.LayerCAM", "layercam", true)]
    [InlineData(Squeeze, "torchcam.XGradCAM", "xgradcam", true)]
    [InlineData(Squeeze, "torchcam.ScoreCAM", "scorecam", false)]
    [InlineData(Squeeze, "gradcam.EigenCAM", "eigencam", true)]
    [InlineData(Squeeze, "gradcam.EigenGradCAM", "eigengradcam", true)]
    [InlineData(Squeeze, "gradcam.HiResCAM", "hirescam", true)]
    public void Raw_maps(string model, string oracle, string method, bool hasMiddle)
    {
        var loaded = OracleModel.Get(model);
        foreach (var atMiddle in hasMiddle ? [false, true] : new[] { false })
        {
            var key = $"{oracle}.{(atMiddle ? "mid" : "last")}";
            Check(loaded, key, method, atMiddle, map => map.Values);
        }
    }

    [SharedTheory("oracles")]
    [InlineData("EigenCAM", "eigencam")]
    [InlineData("EigenGradCAM", "eigengradcam")]
    [InlineData("FEM", "fem:pytorch-grad-cam")]
    [InlineData("GradCAM", "gradcam")]
    [InlineData("GradCAMElementWise", "gradcamelementwise")]
    [InlineData("GradCAMPlusPlus", "gradcampp:pytorch-grad-cam")]
    [InlineData("HiResCAM", "hirescam")]
    [InlineData("KPCA_CAM", "kpcacam")]
    [InlineData("LayerCAM", "layercam")]
    [InlineData("ShapleyCAM", "shapleycam")]
    [InlineData("XGradCAM", "xgradcam")]
    public void Presented_maps(string oracle, string method)
    {
        foreach (var model in new[] { Lite, Squeeze })
        {
            var loaded = OracleModel.Get(model);
            foreach (var atMiddle in new[] { false, true })
            {
                Check(loaded, $"gradcam.{oracle}.{(atMiddle ? "mid" : "last")}.normalized_upsampled", method, atMiddle, loaded.Presented);
            }
        }
    }

    [SharedTheory("oracles")]
    [InlineData(Lite)]
    [InlineData(Squeeze)]
    public void Ablation(string model)
    {
        var loaded = OracleModel.Get(model);
        Check(loaded, "gradcam.AblationCAM.last.normalized_upsampled", "ablationcam", false, loaded.Presented);
    }

    [SharedTheory("oracles")]
    [InlineData(Lite, "input_gradient", "saliency")]
    [InlineData(Lite, "guided_backprop", "guidedbackprop")]
    [InlineData(Lite, "integrated_gradients.zero_baseline.64_midpoints", "integratedgradients")]
    [InlineData(Squeeze, "input_gradient", "saliency")]
    [InlineData(Squeeze, "guided_backprop", "guidedbackprop")]
    [InlineData(Squeeze, "integrated_gradients.zero_baseline.64_midpoints", "integratedgradients")]
    public void Pixels(string model, string key, string method)
    {
        var loaded = OracleModel.Get(model);
        var expected = loaded.Expected(key);
        var actual = ((IPixelAttribution)ExplanationMethods.Find(method)!).Attribute(loaded.Context()).Data;
        var largest = expected.Max(MathF.Abs);
        var near = expected.Zip(actual, (e, a) => MathF.Abs(e - a) <= 1e-3f * largest).Count(b => b) / (double)expected.Length;
        var error = RelativeNorm(expected, actual);
        output.WriteLine($"{model} {key}: relative L2 {error:G3}, near {near:P2}");
        Assert.True(error <= 1e-2 && near >= 0.98, $"{model} {key}: relative L2 {error:G3}, {near:P2} of the elements near");
    }

    [SharedTheory("oracles")]
    [InlineData(Lite)]
    [InlineData(Squeeze)]
    public void Integrated_gradients_sum_to_the_difference_of_the_logits(string model)
    {
        var context = OracleModel.Get(model).Context();
        var sum = new IntegratedGradients().Attribute(context).Data.Sum(v => (double)v);
        var difference = context.Score - context.ScoresOf(new Tensor(context.Input.Shape)).Data[context.ClassIndex];
        output.WriteLine($"{model}: sum {sum:G6}, difference {difference:G6}, {Math.Abs((sum / difference) - 1):P2}");
        Assert.Equal(difference, sum, 0.02 * Math.Abs(difference));
    }

    [SharedFact("oracles")]
    public void Before_average_pooling_and_a_linear_layer_gradients_say_what_the_weights_say()
    {
        var context = OracleModel.Get(Lite).Context();
        var cam = new ClassActivationMap().Explain(context).Values;
        Near.Equal(Array.ConvertAll(cam, v => MathF.Max(v, 0) / cam.Length), new GradCam().Explain(context).Values, 1e-5, "Grad-CAM");
        Near.Equal(Array.ConvertAll(cam, v => v / cam.Length), new HiResCam().Explain(context).Values, 1e-5, "HiResCAM");
        Assert.Null(ShapleyCam.HessianProduct(context));
    }

    private static double RelativeNorm(float[] expected, float[] actual) =>
        Math.Sqrt(expected.Zip(actual, (e, a) => Math.Pow((double)e - a, 2)).Sum() / expected.Sum(e => (double)e * e));

    private void Check(OracleModel model, string key, string name, bool atMiddle, Func<ActivationMap, float[]> present)
    {
        var method = ExplanationMethods.Find(name)!;
        var expected = model.Expected(key);
        var map = method.Explain(model.Context(atMiddle));
        var candidates = new List<float[]> { present(map) };
        if (name.Contains("eigen", StringComparison.Ordinal) || name == "kpcacam")
        {
            candidates.Add(present(new(map.Height, map.Width, Array.ConvertAll(map.Values, v => -v))));
        }

        var usesGradients = method.Info.Needs.HasFlag(MethodNeeds.Gradients);
        var (largest, norm) = (candidates.Min(c => Near.RelativeError(expected, c)), candidates.Min(c => RelativeNorm(expected, c)));
        var sign = candidates.FindIndex(c => RelativeNorm(expected, c) == norm) == 0 ? string.Empty : ", sign turned";
        output.WriteLine($"{model.Explainer.Head.Logits} {key}: of the maximum {largest:G3}, relative L2 {norm:G3}{sign}");
        Assert.True(atMiddle && usesGradients ? norm <= 1e-2 : largest <= 1e-3, $"{key}: {largest:G3} of the maximum, relative L2 {norm:G3}");
    }
}
