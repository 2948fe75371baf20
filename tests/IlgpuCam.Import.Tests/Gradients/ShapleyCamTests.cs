using IlgpuCam.Cpu;
using IlgpuCam.Explain;
using IlgpuCam.Explain.Methods;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Import.Tests.Gradients;

/// <summary>ShapleyCAM's second-order term where a network is curved, and methods on heads with hidden layers.</summary>
public class ShapleyCamTests
{
    [SharedFact("nets")]
    public void The_hessian_term_before_the_last_convolution_of_efficientnet_is_that_of_its_formula_in_double_precision()
    {
        using var folder = new TemporaryFolder();
        using var backend = new CpuBackend();
        using var explainer = Load("efficientnet_b0", folder, backend);
        var network = explainer.Network;
        var activation = network.Nodes.Single(n => n.Output == explainer.Head.Cam!.Features);
        Assert.Equal(ActivationKind.Silu, ((Activate)activation.Operator).Activation.Kind);
        var convolution = network.Nodes.Single(n => n.Output == activation.Inputs[0]);
        var context = Context(explainer, convolution.Inputs[0]);
        var product = ShapleyCam.HessianProduct(context)!;

        var weights = network.Constants[convolution.Inputs[1]].ToFloats();
        var bias = network.Constants[convolution.Inputs[2]].ToFloats();
        var classes = network.Constants[explainer.Head.Cam!.Weights].ToFloats().AsSpan(context.ClassIndex * bias.Length, bias.Length).ToArray();
        var expected = Expected(context.Activations, weights, bias, classes);
        var error = Math.Sqrt(expected.Zip(product.Data, (e, a) => (e - a) * (e - a)).Sum() / expected.Sum(e => e * e));
        Assert.True(error <= 1e-3, $"relative L2 error {error:G3}");

        // What the weights lose is half the mean of the product.
        var plain = new GradCam().Weights(context);
        var weighted = new ShapleyCam().Weights(context);
        var plane = product.Shape[2] * product.Shape[3];
        Assert.Equal(plain[3] - (expected[(3 * plane)..(4 * plane)].Average() / 2), weighted[3], 1e-3 * Math.Abs(plain[3]));
        Assert.Null(ShapleyCam.HessianProduct(Context(explainer, null)));
    }

    [SharedTheory("nets")]
    [InlineData("mobilenet_v3_large")]
    [InlineData("efficientnet_b0")]
    public void Methods_of_gradients_and_activations_take_heads_with_hidden_layers_and_curved_functions(string name)
    {
        using var folder = new TemporaryFolder();
        using var backend = new CpuBackend();
        using var explainer = Load(name, folder, backend);
        var context = Context(explainer, null);
        foreach (var method in ExplanationMethods.All.Where(m => m.Info.Name is not ("cam" or "scorecam" or "sscam" or "iscam" or "occlusion" or "smoothgrad" or "integratedgradients")))
        {
            var map = method.Explain(context);
            Assert.True(map.Values.All(float.IsFinite), $"{name}, {method.Info.Name}: all values are finite");
            Assert.True(map.Values.Any(v => v != 0), $"{name}, {method.Info.Name}: the map is not empty");
        }

        Assert.Equal(explainer.Head.Cam is null, name == "mobilenet_v3_large");
    }

    /// <summary>The Hessian times the maps of: pointwise convolution, SiLU, mean over the places, weighted sum.</summary>
    private static double[] Expected(Tensor maps, float[] weights, float[] bias, float[] classes)
    {
        var (inputs, plane) = (maps.Shape[1], maps.Shape[2] * maps.Shape[3]);
        var result = new double[maps.Data.Length];
        for (var p = 0; p < plane; p++)
        {
            for (var o = 0; o < bias.Length; o++)
            {
                var change = 0.0;
                for (var k = 0; k < inputs; k++)
                {
                    change += (double)weights[(o * inputs) + k] * maps.Data[(k * plane) + p];
                }

                var curve = classes[o] / (double)plane * SecondDerivative(change + bias[o]) * change;
                for (var k = 0; k < inputs; k++)
                {
                    result[(k * plane) + p] += curve * weights[(o * inputs) + k];
                }
            }
        }

        return result;
    }

    /// <summary>That of x s(x), s the logistic function: s' (2 + x (1 - 2 s)).</summary>
    private static double SecondDerivative(double x)
    {
        var s = 1 / (1 + Math.Exp(-x));
        return s * (1 - s) * (2 + (x * (1 - (2 * s))));
    }

    private static Explainer Load(string name, TemporaryFolder folder, CpuBackend backend)
    {
        var network = OnnxImporter.Load(NetWeights.Write(TestFiles.Shared("nets"), name, folder.Path)).Network;
        return new(network, HeadDetection.Find(network)!, backend);
    }

    private static ExplanationContext Context(Explainer explainer, string? layer)
    {
        var shape = explainer.Network.Inputs[0].DefaultShape;
        return new(explainer, new(shape, NetWeights.Input((int)shape.ElementCount)), ScoreTarget.Best, layer);
    }
}
