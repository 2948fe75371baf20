using IlgpuCam.Gradients;
using IlgpuCam.Models;
using IlgpuCam.Tensors;
using IlgpuCam.Tests.Cpu;

namespace IlgpuCam.Tests.Gradients;

/// <summary>
/// Compares backward passes with central differences: the graph as the reference runs it in double precision with differences of the forward pass, and the processor's result at every vector width with
/// what the reference gives.
/// </summary>
internal static class GradientCheck
{
    private const double Step = 1e-5;
    private const double Tolerance = 3e-6;

    /// <summary>Checks the gradient of a weighted sum of a value with respect to all inputs.</summary>
    internal static void Check(TestNetwork test, params string[] targets)
    {
        foreach (var target in targets)
        {
            Check(test.Build(target), test.RandomInputs(), target);
        }
    }

    /// <summary>Checks the gradient of a weighted sum of a value with respect to the inputs that it depends on.</summary>
    internal static void Check(Network whole, Dictionary<string, Tensor> given, string target)
    {
        var network = whole.WithOutputs([target]);
        var read = network.Nodes.SelectMany(n => n.Inputs).ToHashSet();
        var inputs = given.Where(i => read.Contains(i.Key)).ToDictionary(i => i.Key, i => i.Value);
        network = new(network.Inputs.Where(i => inputs.ContainsKey(i.Name)), network.Constants, network.Nodes, [target]);
        var shapes = inputs.ToDictionary(i => i.Key, i => i.Value.Shape);
        var forward = ShapeInference.Infer(network, shapes);
        var graph = GradientNetwork.Create(network, shapes, new(target, [.. inputs.Keys]));
        var seed = new TestNetwork(7).Random(forward.Values[target].Shape);
        var expected = TestNetwork.Compare(graph.Network, new(inputs) { [graph.Seed] = seed }, [.. graph.Gradients]);
        var values = inputs.ToDictionary(i => i.Key, i => Array.ConvertAll(i.Value.Data, v => (double)v));
        foreach (var (input, gradient) in inputs.Keys.Zip(graph.Gradients))
        {
            Differences(forward, values, target, seed, input, expected[gradient]);
        }
    }

    /// <summary>Along every axis of a small input; of a large one along some, and in random directions.</summary>
    private static void Differences(InferredNetwork forward, Dictionary<string, double[]> values, string target, Tensor seed, string input, double[] gradient)
    {
        var random = new Random(3);
        var (x, scale) = (values[input], gradient.Max(Math.Abs));
        Assert.True(double.IsFinite(scale), $"{target}: a gradient of {scale}");
        var axes = x.Length <= 40 ? Enumerable.Range(0, x.Length) : Enumerable.Range(0, 16).Select(_ => random.Next(x.Length));
        foreach (var axis in axes)
        {
            var direction = new double[x.Length];
            direction[axis] = 1;
            Near(direction, scale, $"{target} by element {axis} of {input}");
        }

        for (var i = 0; i < 4 && x.Length > 40; i++)
        {
            var direction = x.Select(_ => (random.NextDouble() * 2) - 1).ToArray();
            Near(direction, scale * Math.Sqrt(x.Length), $"{target} in direction {i} of {input}");
        }

        void Near(double[] direction, double magnitude, string what)
        {
            var expected = (At(direction, Step) - At(direction, -Step)) / (2 * Step);
            var actual = gradient.Zip(direction, (g, d) => g * d).Sum();
            Assert.True(Math.Abs(expected - actual) <= Tolerance * Math.Max(magnitude, 1e-2), $"{what}: {actual} found, {expected} by central differences, the largest being {scale}");
        }

        double At(double[] direction, double step)
        {
            var moved = new Dictionary<string, double[]>(values) { [input] = [.. x.Zip(direction, (v, d) => v + (step * d))] };
            return ReferenceExecutor.Run(forward, moved)[target].Zip(seed.Data, (v, w) => v * w).Sum();
        }
    }
}
