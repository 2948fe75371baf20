using IlgpuCam.Backends;
using IlgpuCam.Cpu;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Tests.Onnx;

/// <summary>Runs small networks on numbers that count up.</summary>
internal static class OnnxRun
{
    /// <summary>0, 1, 2 and so on, row by row.</summary>
    internal static Tensor Count(params int[] shape)
    {
        var tensor = new Tensor(Shape.Create(shape));
        for (var i = 0; i < tensor.Data.Length; i++)
        {
            tensor.Data[i] = i;
        }

        return tensor;
    }

    internal static OnnxWriter Vector(int length) => new OnnxWriter().Input("x", OnnxWriter.Float, length);

    internal static OnnxWriter Matrix() => new OnnxWriter().Input("x", OnnxWriter.Float, 2, 3);

    internal static void Check(float[] expected, OnnxWriter model, int length, int version = 13) => Check(expected, model, [length], version);

    /// <summary>Runs a model that counts up, and what it becomes when it is written and read again.</summary>
    internal static void Check(float[] expected, OnnxWriter model, int[] shape, int version = 13)
    {
        var network = model.Output("y").Load(version);
        using var file = new MemoryStream();
        OnnxExporter.Save(file, new(network), new());
        foreach (var result in new[] { network, OnnxImporter.Load(file.ToArray()).Network })
        {
            var actual = Run(result, Count(shape))[result.Outputs.IndexOf("y")].Data;
            Assert.Equal(expected.Length, actual.Length);
            Assert.All(expected.Zip(actual), pair => Assert.True(
                pair.First == pair.Second || Math.Abs(pair.First - pair.Second) <= 1e-5 * Math.Max(1, Math.Abs(pair.First)), $"{pair.First} was expected, found {pair.Second}"));
        }
    }

    /// <summary>All outputs of a network with one input.</summary>
    internal static Tensor[] Run(Network network, Tensor input)
    {
        using var backend = new CpuBackend(2);
        using var plan = backend.Compile(network, new Dictionary<string, Shape> { [network.Inputs[0].Name] = input.Shape }, network.Outputs);
        var outputs = plan.Outputs.Select(o => new Tensor(o.Shape)).ToArray();
        plan.Run([input], outputs);
        return outputs;
    }
}
