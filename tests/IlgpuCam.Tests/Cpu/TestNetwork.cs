using IlgpuCam.Cpu;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Tests.Cpu;

/// <summary>Builds small networks with random weights, and compares the CPU backend with the reference on random inputs.</summary>
internal sealed class TestNetwork(int seed = 1)
{
    private readonly Random _random = new(seed);
    private readonly List<NetworkInput> _inputs = [];
    private readonly Dictionary<string, ConstantTensor> _constants = [];
    private readonly List<Node> _nodes = [];

    /// <summary>The vector widths that this processor has.</summary>
    internal static int[] Widths { get; } = Array.FindAll([128, 256, 512], w => w <= CpuBackend.WidestVector);

    internal string Input(params int[] dimensions)
    {
        _inputs.Add(new($"input{_inputs.Count}", [.. dimensions]));
        return _inputs[^1].Name;
    }

    internal string Constant(params int[] dimensions) => Constant(Random(Shape.Create(dimensions)));

    internal string Constant(Tensor values)
    {
        var name = $"constant{_constants.Count}";
        _constants[name] = ConstantTensor.FromFloats(values.Shape, values.Data);
        return name;
    }

    internal string Integers(params long[] values)
    {
        var name = $"constant{_constants.Count}";
        _constants[name] = ConstantTensor.FromInt64(values);
        return name;
    }

    internal string Conditions(Shape shape, params byte[] values)
    {
        var name = $"constant{_constants.Count}";
        _constants[name] = ConstantTensor.From<byte>(ElementType.Bool, shape, values);
        return name;
    }

    internal string Add(Operator op, params string[] inputs)
    {
        var name = $"value{_nodes.Count}";
        _nodes.Add(new($"node{_nodes.Count}", op, [.. inputs], name));
        return name;
    }

    internal string BatchNormalization(string input, int channels) => Add(
        new BatchNormalization(), input, Constant(channels), Constant(channels), Constant(channels), Constant(new Tensor([channels], [.. Enumerable.Range(1, channels).Select(i => i / 8f)])));

    /// <summary>A convolution whose weights are shaped such that the results stay near 1.</summary>
    internal string Convolution(
        string input, int inputs, int outputs, Size2 kernel, Size2? strides = null, Padding2d pads = default, Size2? dilations = null, int groups = 1,
        Activation activation = default, bool bias = true)
    {
        var weights = Random(Shape.Create([outputs, inputs / groups, kernel.Height, kernel.Width]));
        var scale = 1 / MathF.Sqrt(inputs / groups * kernel.Height * kernel.Width);
        weights = new(weights.Shape, Array.ConvertAll(weights.Data, w => w * scale));
        var op = new Conv2d(strides ?? Size2.One, pads, dilations ?? Size2.One, groups, activation);
        return bias ? Add(op, input, Constant(weights), Constant(outputs)) : Add(op, input, Constant(weights));
    }

    internal Network Build(params string[] outputs) => new(_inputs, _constants, _nodes, outputs);

    internal Tensor Random(Shape shape)
    {
        var tensor = new Tensor(shape);
        for (var i = 0; i < tensor.Data.Length; i++)
        {
            tensor.Data[i] = (float)((_random.NextDouble() * 2) - 1);
        }

        return tensor;
    }

    /// <summary>Random tensors for all inputs.</summary>
    internal Dictionary<string, Tensor> RandomInputs() => _inputs.ToDictionary(i => i.Name, i => Random(i.DefaultShape));

    /// <summary>Compares all given values with the reference at every vector width; the results must not depend on the number of threads, nor on whether a batch is split.</summary>
    internal void Check(params string[] outputs)
    {
        Compare(Build(outputs), RandomInputs(), outputs);
    }

    /// <summary>Compares the outputs of a network with the reference, which is returned.</summary>
    internal static Dictionary<string, double[]> Compare(Network network, Dictionary<string, Tensor> inputs, params string[] outputs)
    {
        var expected = ReferenceExecutor.Run(network, inputs);
        foreach (var width in Widths)
        {
            var first = Run(network, inputs, outputs, 1, width);
            var second = Run(network, inputs, outputs, 2, width);
            var whole = inputs.Values.Any(t => t.Shape.Rank > 0 && t.Shape[0] > 1) ? Run(network, inputs, outputs, 2, width, splitsBatches: false) : second;
            for (var i = 0; i < outputs.Length; i++)
            {
                Near.Equal(Array.ConvertAll(expected[outputs[i]], v => (float)v), first[i].Data, 1e-5, $"'{outputs[i]}' at {width} bits");
                Assert.Equal(first[i].Data, second[i].Data);

                // The framework's own vector functions may be compiled anew between the runs, and then round differently.
                Near.Equal(first[i].Data, whole[i].Data, 1e-6, $"'{outputs[i]}' at {width} bits as a whole batch");
            }
        }

        return expected;
    }

    internal static Tensor[] Run(
        Network network, Dictionary<string, Tensor> inputs, string[] outputs, int threads, int width, bool splitsBatches = true, bool? fusesResiduals = null)
    {
        using var backend = new CpuBackend(threads, width) { SplitsBatches = splitsBatches, FusesResiduals = fusesResiduals };
        using var plan = backend.Compile(network, inputs.ToDictionary(i => i.Key, i => i.Value.Shape), outputs);
        var results = plan.Outputs.Select(o => new Tensor(o.Shape)).ToArray();

        // What a run leaves behind must not show in the next one.
        Array.ForEach(results, r => r.Span.Fill(float.NaN));
        for (var run = 0; run < 2; run++)
        {
            plan.Run([.. plan.Inputs.Select(i => inputs[i.Name])], results);
        }

        return results;
    }
}
