using IlgpuCam.Backends;
using IlgpuCam.Cpu;
using IlgpuCam.Models;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Import.Tests;

/// <summary>ONNX's own conformance cases, one operator a file: the graph gives the stored outputs for the stored inputs.</summary>
public sealed class OnnxNodeTests
{
    private const string Folder = "onnx-node";
    private const double Relative = 1e-3;
    private const double Absolute = 1e-5;

    /// <summary>Every case of the folder.</summary>
    public static TheoryData<string> Cases { get; } = new(TestFiles.HasShared(Folder)
        ? Directory.EnumerateFiles(TestFiles.Shared(Folder), "*.onnx").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)
        : ["none"]);

    [SharedTheory(Folder)]
    [MemberData(nameof(Cases))]
    public void A_conformance_case_gives_its_outputs(string name)
    {
        Check(name, OnnxImporter.Load(TestFiles.Shared($"{Folder}/{name}.onnx")).Network);
    }

    [SharedTheory(Folder)]
    [MemberData(nameof(Cases))]
    public void A_conformance_case_gives_its_outputs_after_an_export(string name)
    {
        using var stream = new MemoryStream();
        OnnxExporter.Save(stream, OnnxImporter.Load(TestFiles.Shared($"{Folder}/{name}.onnx")));
        Check(name, OnnxImporter.Load(stream.ToArray()).Network);
    }

    private static void Check(string name, Network network)
    {
        using var reference = SafeTensorsFile.Open(TestFiles.Shared($"{Folder}/{name}.safetensors"));
        var expected = reference.Names.Where(n => n.StartsWith("output.", StringComparison.Ordinal)).Select(n => n["output.".Length..]).ToArray();
        Assert.NotEmpty(expected);
        Assert.Empty(expected.Except(network.Outputs));

        var inputs = network.Inputs.ToDictionary(i => i.Name, i => reference[$"input.{i.Name}"].ToTensor());
        using var backend = new CpuBackend(2);
        using var plan = backend.Compile(network, inputs.ToDictionary(i => i.Key, i => i.Value.Shape), expected);
        var outputs = plan.Outputs.Select(o => new Tensor(o.Shape)).ToArray();
        plan.Run([.. plan.Inputs.Select(i => inputs[i.Name])], outputs);
        for (var i = 0; i < outputs.Length; i++)
        {
            var stored = reference[$"output.{expected[i]}"];
            Assert.Equal(stored.Shape, outputs[i].Shape);
            Compare(stored.ToFloats(), outputs[i].Data, $"{name}: {expected[i]}");
        }
    }

    private static void Compare(float[] expected, float[] actual, string what)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            var isNear = expected[i] == actual[i] || (float.IsNaN(expected[i]) && float.IsNaN(actual[i]))
                || Math.Abs((double)expected[i] - actual[i]) <= (Relative * Math.Abs(expected[i])) + Absolute;
            Assert.True(isNear, $"{what}[{i}]: {expected[i]} was expected, found {actual[i]}");
        }
    }
}
