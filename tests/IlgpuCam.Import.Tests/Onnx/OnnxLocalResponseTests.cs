using IlgpuCam.Cpu;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;
using static IlgpuCam.Import.Tests.Onnx.OnnxWriter;

namespace IlgpuCam.Import.Tests.Onnx;

/// <summary>ONNX LRN.</summary>
public class OnnxLocalResponseTests
{
    [Fact]
    public void Local_response_normalisation_takes_every_attribute()
    {
        var stated = new OnnxWriter().Input("x", Float, 1, 4, 2, 2)
            .Node("LRN", ["x"], ["y"], Attribute("size", 4), Attribute("alpha", 0.5f), Attribute("beta", 0.25f), Attribute("bias", 2f)).Output("y").Load();
        Assert.Equal(new LocalResponseNormalization(4, 0.5f, 0.25f, 2), Assert.Single(stated.Nodes).Operator);
        var standard = new OnnxWriter().Input("x", Float, 1, 4, 2, 2).Node("LRN", ["x"], ["y"], Attribute("size", 5)).Output("y").Load();
        Assert.Equal(new LocalResponseNormalization(5, 1e-4f, 0.75f, 1), Assert.Single(standard.Nodes).Operator);
        Assert.Contains("its size is missing", new OnnxWriter().Input("x", Float, 1, 4, 2, 2).Node("LRN", ["x"], ["y"]).Output("y").Error(), StringComparison.Ordinal);
        Assert.Contains(
            "a size of at least 1 was expected, found 0",
            new OnnxWriter().Input("x", Float, 1, 4, 2, 2).Node("LRN", ["x"], ["y"], Attribute("size", 0)).Output("y").Error(), StringComparison.Ordinal);
    }

    [SharedTheory("onnx-node")]
    [InlineData("test_lrn_default")]
    public void The_conformance_case_holds(string name)
    {
        var network = OnnxImporter.Load(TestFiles.Shared($"onnx-node/{name}.onnx")).Network;
        using var reference = SafeTensorsFile.Open(TestFiles.Shared($"onnx-node/{name}.safetensors"));
        using var backend = new CpuBackend(1);
        using var plan = backend.Compile(network, network.DefaultShapes(), network.Outputs);
        var output = new Tensor(plan.Outputs[0].Shape);
        plan.Run([reference[$"input.{network.Inputs[0].Name}"].ToTensor()], [output]);
        Near.Equal(reference[$"output.{network.Outputs[0]}"].ToFloats(), output.Data, 1e-5, name);
    }
}
