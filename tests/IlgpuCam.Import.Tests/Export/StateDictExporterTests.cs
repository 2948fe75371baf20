using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Import.Tests.Export;

/// <summary>Weights as safetensors files.</summary>
public class StateDictExporterTests
{
    [Fact]
    public void Every_weight_is_there_under_its_name()
    {
        using var folder = new TemporaryFolder();
        var network = SmallNetworks.Classifier(HeadForm.PoolingThenFullyConnected, PoolingKind.Average, ProbabilityKind.Softmax);
        StateDictExporter.Save(folder["w.safetensors"], new(network));
        using var file = SafeTensorsFile.Open(folder["w.safetensors"]);
        foreach (var name in (string[])["filter", "shift", "rows", "bias"])
        {
            Assert.Equal(network.Constants[name].Shape, file[name].Shape);
            Assert.Equal(network.Constants[name].ToFloats(), file[name].ToFloats());
        }
    }
}
