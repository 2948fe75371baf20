using IlgpuCam.Cpu;
using IlgpuCam.Gradients;
using IlgpuCam.Models;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;
using Xunit.Abstractions;

namespace IlgpuCam.Import.Tests.Gradients;

/// <summary>Networks of torchvision as PyTorch exports them, one photo and a batch of two, against what PyTorch gives.</summary>
public class TorchNetworkTests(ITestOutputHelper output)
{
    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var file in TorchNetworksTheoryAttribute.Models)
            {
                cases.Add(file, 1);
                cases.Add(file, 2);
            }

            return cases;
        }
    }

    [TorchNetworksTheory]
    [MemberData(nameof(Cases))]
    public void An_exported_network_has_its_logits_gradients_and_GradCam(string file, int images)
    {
        var path = Path.Combine(TorchNetworksTheoryAttribute.Folder!, file);
        using var reference = SafeTensorsFile.Open(Path.Combine(TorchNetworksTheoryAttribute.Folder!, $"{file.Split('.')[0]}.safetensors"));
        using var backend = new CpuBackend();
        var network = OnnxImporter.Load(path).Network;
        var head = HeadDetection.Find(network)!;
        var photos = Reference("input");
        Tensor input = new([images, .. photos.Shape.Skip(1)], photos.Data[..(photos.Data.Length / photos.Shape[0] * images)]);
        var shapes = new Dictionary<string, Shape> { [network.Inputs[0].Name] = input.Shape };
        var graph = GradientNetwork.Create(network, shapes, new(head.Logits, [network.Inputs[0].Name, head.LastMaps!]));
        using var plan = backend.Compile(graph.Network, shapes, [head.Logits, head.LastMaps!, .. graph.Gradients]);
        var results = plan.Outputs.Select(o => new Tensor(o.Shape)).ToArray();
        plan.Run([input, new(plan.Inputs[1].Shape)], results);

        for (var i = 0; i < images; i++)
        {
            var what = $"image {i} of {images} of {file}";
            var gradient = Reference("gradient");
            var error = GradientMeasures.RelativeError(GradientMeasures.BlockMeans(gradient, i), GradientMeasures.BlockMeans(results[2], i));
            var exact = GradientMeasures.RelativeError(GradientMeasures.BlockMeans(Reference("float64.gradient"), i), GradientMeasures.BlockMeans(results[2], i));
            output.WriteLine($"{what}: the gradient's blocks are {error:E1} from PyTorch's float32, {exact:E1} from its float64");
            Near.Equal(GradientMeasures.Image(Reference("logits"), i), GradientMeasures.Image(results[0], i), 1e-3, $"logits of {what}");
            Assert.True(error <= 1e-2, $"{what}: relative error {error} of the gradient's blocks, {exact} from float64");
            Assert.InRange(GradientMeasures.RootMeanSquare(results[2], i) / GradientMeasures.RootMeanSquare(gradient, i), 0.99, 1.01);
            Near.Equal(GradientMeasures.Image(Reference("gradcam"), i), GradientMeasures.GradCam(results[1], results[3], i), 1e-3, $"Grad-CAM of {what}");
        }

        Tensor Reference(string name) => new(reference[name].Shape, reference[name].ToFloats());
    }
}
